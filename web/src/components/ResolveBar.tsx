import { useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { useDecisions, type Resolution } from "../api/decisions.ts";
import { Button } from "../ui/Button.tsx";
import { Bar } from "./Bar.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

interface Answer {
  readonly resolution: Resolution;
  readonly button: string;
  readonly title: string;
  readonly lead: string;
  readonly verb: string;
  readonly look: "primary" | "plain" | "danger";
  readonly example: string;
}

/** The three answers to an effect of which nobody knows whether it happened; a message is "sent", all else "happens". */
function answersFor({ safeOperation }: ActionDetail): readonly Answer[] {
  const message = safeOperation === "send_email" || safeOperation === "send_sms";
  return [
    {
      resolution: "give_up",
      button: "Give up…",
      title: "Leave it as it is?",
      lead: "It is closed as failed and does not run again. The customer counts as contacted, because it may have gone out.",
      verb: "Give up",
      look: "danger",
      example: "they have paid meanwhile.",
    },
    {
      resolution: "send_again",
      button: message ? "Send again…" : "Do it again…",
      title: message ? "Send it again?" : "Do it again?",
      lead: message
        ? "Only if you know that it did not arrive: otherwise the customer gets it twice. This approves exactly what is shown here; the facts are read again first."
        : "Only if you know that it did not happen: otherwise it is there twice. This approves exactly what is shown here; the facts are read again first.",
      verb: message ? "Send again" : "Do it again",
      look: "plain",
      example: message ? "the mail server's log has no trace of it." : "it is not there in Odoo.",
    },
    {
      resolution: "it_was_sent",
      button: message ? "It was sent…" : "It happened…",
      title: message ? "Was it sent?" : "Did it happen?",
      lead: "It is recorded as done, with your word for it, and does not run again.",
      verb: message ? "It was sent" : "It happened",
      look: "primary",
      example: message ? "it is in the sent folder." : "it is there in Odoo.",
    },
  ];
}

/** What only a person can settle: whether it happened. */
export function ResolveBar({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const { resolve } = useDecisions(detail);
  const [asking, setAsking] = useState<Resolution | null>(null);
  const close = (): void => {
    setAsking(null);
    resolve.reset();
  };
  return (
    <Bar
      reason={mayDecide ? null : "Your role may read this and not decide it. Ask an owner of the organisation."}
      note="Look where it would have arrived, then say what became of it."
    >
      {(disabled) =>
        answersFor(detail).map((answer) => (
          <span key={answer.resolution} className="contents">
            <Button look={answer.look} size="large" disabled={disabled} onClick={() => setAsking(answer.resolution)}>
              {answer.button}
            </Button>
            <ReasonDialog
              open={asking === answer.resolution}
              onClose={close}
              title={answer.title}
              lead={answer.lead}
              verb={answer.verb}
              look={answer.look === "danger" ? "danger" : "primary"}
              optional
              label="What do you know? (optional)"
              placeholder={`For example: ${answer.example}`}
              busy={resolve.isPending}
              error={resolve.error}
              onReason={(reason) => resolve.mutate({ resolution: answer.resolution, reason }, { onSuccess: close })}
            />
          </span>
        ))
      }
    </Bar>
  );
}
