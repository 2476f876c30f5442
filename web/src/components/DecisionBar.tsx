import { useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { actionCan, type ActionState } from "#src/protocol/actionCan.ts";
import { useDecisions } from "../api/decisions.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { plural } from "../ui/format.ts";
import { useNow } from "../ui/useNow.ts";
import { Bar, reasonOf } from "./Bar.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { Release } from "./Release.tsx";
import { SnoozeControl } from "./SnoozeControl.tsx";
import { UndoBar } from "./UndoBar.tsx";
import { approvalSentence, OPERATION_VERBS, rollbackSentence, TYPE_WORDS } from "./words.ts";

/** Approve, reject, put off, cancel, undo: what cannot be done is disabled and says why. */
export function DecisionBar({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const now = useNow();
  const { approve, reject, cancel } = useDecisions(detail);
  const [asking, setAsking] = useState<"approve" | "reject" | "cancel" | null>(null);
  const close = (): void => {
    setAsking(null);
    for (const decision of [approve, reject, cancel]) decision.reset();
  };
  const state: ActionState = {
    status: detail.status,
    expires_at: detail.expiresAt,
    not_before: detail.notBefore,
    hold_reason: detail.holdReason,
    snoozed_until: detail.snoozedUntil,
    stopped: detail.stopped,
    now,
  };
  const verb = OPERATION_VERBS[detail.safeOperation];
  if (detail.status === "approved") {
    return (
      <Bar reason={reasonOf(actionCan.cancel(state), mayDecide)} note={approve.data?.warning ?? "It can be withdrawn until it begins."}>
        {(disabled) => (
          <>
            <Release detail={detail} mayDecide={mayDecide} />
            <SnoozeControl detail={detail} state={state} mayDecide={mayDecide} />
            <Button look="danger" size="large" disabled={disabled} onClick={() => setAsking("cancel")}>
              Withdraw…
            </Button>
            <ReasonDialog
              open={asking === "cancel"}
              onClose={close}
              title="Withdraw this action?"
              lead="It will not run; a later analysis may propose it again."
              verb="Withdraw"
              busy={cancel.isPending}
              error={cancel.error}
              onReason={(reason) => cancel.mutate(reason, { onSuccess: close })}
            />
          </>
        )}
      </Bar>
    );
  }
  if (detail.status === "completed") return <UndoBar detail={detail} mayDecide={mayDecide} />;
  if (detail.status !== "pending_approval") return null;
  const canReject = reasonOf(actionCan.reject(state), mayDecide);
  return (
    <Bar reason={reasonOf(actionCan.approve(state), mayDecide)} note={approvalSentence(detail.action)}>
      {(disabled) => (
        <>
          <Release detail={detail} mayDecide={mayDecide} />
          <SnoozeControl detail={detail} state={state} mayDecide={mayDecide} />
          <Button look="danger" size="large" disabled={canReject !== null} onClick={() => setAsking("reject")}>
            Reject…
          </Button>
          <Button look="primary" size="large" disabled={disabled} onClick={() => setAsking("approve")}>
            {verb}…
          </Button>
          <ConfirmDialog
            open={asking === "approve"}
            onClose={close}
            title={`${verb}?`}
            verb={verb}
            busy={approve.isPending}
            error={approve.error}
            onConfirm={() => approve.mutate(undefined, { onSuccess: close })}
          >
            <p className="font-medium text-ink">
              {TYPE_WORDS[detail.actionType]}
              {detail.partnerName !== null && ` to ${detail.partnerName}`}
            </p>
            <Recipients detail={detail} />
            <p>
              {approvalSentence(detail.action)} {rollbackSentence(detail.action)}
            </p>
          </ConfirmDialog>
          <ReasonDialog
            open={asking === "reject"}
            onClose={close}
            title="Reject this action?"
            lead="Nothing happens, and what you write is kept with it."
            verb="Reject"
            busy={reject.isPending}
            error={reject.error}
            onReason={(reason) => reject.mutate(reason, { onSuccess: close })}
          />
        </>
      )}
    </Bar>
  );
}

function Recipients({ detail }: { detail: ActionDetail }) {
  const effects = detail.action.external_effects;
  if (effects.length === 0) return null;
  return (
    <div className="rounded-md bg-sunken px-3 py-2">
      <p className="text-xs text-ink-faint">{plural(effects.length, "recipient")}</p>
      <ul className="text-ink">
        {effects.map((effect) => (
          <li key={effect.recipient} className="break-all">
            {effect.recipient}
            {effect.recipient_role === "cc" && <span className="text-ink-faint"> (copy)</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
