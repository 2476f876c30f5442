import { useTranslations } from "use-intl/react";
import { useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { useDecisions, type Resolution } from "../../api/decisions.ts";
import { Button } from "../../ui/Button.tsx";
import type { Translator } from "../../i18n/types.ts";
import { Bar } from "./Bar.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";

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
function answersFor({ safeOperation }: ActionDetail, t: Translator<"inbox.attention">): readonly Answer[] {
  const message = safeOperation === "send_email" || safeOperation === "send_sms";
  return [
    {
      resolution: "give_up",
      button: t("giveUpDots"),
      title: t("giveUpTitle"),
      lead: t("giveUpLead"),
      verb: t("giveUp"),
      look: "danger",
      example: t("giveUpExample"),
    },
    {
      resolution: "send_again",
      button: message ? t("sendAgainDots") : t("doAgainDots"),
      title: message ? t("sendAgainTitle") : t("doAgainTitle"),
      lead: message ? t("sendAgainLead") : t("doAgainLead"),
      verb: message ? t("sendAgain") : t("doAgain"),
      look: "plain",
      example: message ? t("sendAgainExample") : t("doAgainExample"),
    },
    {
      resolution: "it_was_sent",
      button: message ? t("wasSentDots") : t("happenedDots"),
      title: message ? t("wasSentTitle") : t("happenedTitle"),
      lead: t("settledLead"),
      verb: message ? t("wasSent") : t("happened"),
      look: "primary",
      example: message ? t("wasSentExample") : t("happenedExample"),
    },
  ];
}

/** What only a person can settle: whether it happened. */
export function ResolveBar({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const t = useTranslations("inbox.attention");
  const inbox = useTranslations("inbox");
  const { resolve } = useDecisions(detail);
  const [asking, setAsking] = useState<Resolution | null>(null);
  const close = (): void => {
    setAsking(null);
    resolve.reset();
  };
  return (
    <Bar reason={mayDecide ? null : inbox("mayOnlyRead")} note={t("note")}>
      {(disabled) =>
        answersFor(detail, t).map((answer) => (
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
              label={t("label")}
              placeholder={answer.example}
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
