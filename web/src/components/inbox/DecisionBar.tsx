import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { actionCan, type ActionState } from "#src/protocol/actionCan.ts";
import { useDecide } from "../../api/decide.ts";
import { useDecisions } from "../../api/decisions.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useNow } from "../../ui/useNow.ts";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { Bar, reasonOf } from "./Bar.tsx";
import { useCommand } from "./commands.ts";
import { Release } from "./Release.tsx";
import { SnoozeControl } from "./SnoozeControl.tsx";
import { UndoBar } from "./UndoBar.tsx";
import { approvalSentence } from "./words.ts";

const EditDialog = lazy(async () => ({ default: (await import("./EditDialog.tsx")).EditDialog }));

interface DecisionBarProps {
  readonly detail: ActionDetail;
  readonly mayDecide: boolean;
}

/** Approve, reject, edit, put off, withdraw, undo: what cannot be done is disabled and says why. */
export function DecisionBar({ detail, mayDecide }: DecisionBarProps) {
  const now = useNow();
  const state: ActionState = {
    status: detail.status,
    expires_at: detail.expiresAt,
    not_before: detail.notBefore,
    hold_reason: detail.holdReason,
    snoozed_until: detail.snoozedUntil,
    stopped: detail.stopped,
    now,
  };
  if (detail.status === "approved") return <Approved detail={detail} mayDecide={mayDecide} state={state} />;
  if (detail.status === "completed") return <UndoBar detail={detail} mayDecide={mayDecide} />;
  return detail.status === "pending_approval" ? <Pending detail={detail} mayDecide={mayDecide} state={state} /> : null;
}

type WithState = DecisionBarProps & { readonly state: ActionState };

function Approved({ detail, mayDecide, state }: WithState) {
  const t = useTranslations("inbox");
  const { takeBack } = useDecide();
  const { cancel } = useDecisions(detail);
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
    cancel.reset();
  };
  return (
    <Bar reason={reasonOf(actionCan.cancel(state), mayDecide, t)} note={t("withdrawNote")}>
      {(disabled) => (
        <>
          <Release detail={detail} mayDecide={mayDecide} />
          <SnoozeControl detail={detail} state={state} mayDecide={mayDecide} />
          <Button size="large" disabled={disabled || !actionCan.recall(state).ok} onClick={() => void takeBack([detail])}>
            {t("takeBack")}
          </Button>
          <Button look="danger" size="large" disabled={disabled} onClick={() => setAsking(true)}>
            {t("withdrawDots")}
          </Button>
          <ReasonDialog
            open={asking}
            onClose={close}
            title={t("withdrawTitle")}
            lead={t("withdrawLead")}
            verb={t("withdraw")}
            busy={cancel.isPending}
            error={cancel.error}
            onReason={(reason) => cancel.mutate(reason, { onSuccess: close })}
          />
        </>
      )}
    </Bar>
  );
}

function Pending({ detail, mayDecide, state }: WithState) {
  const t = useTranslations("inbox");
  const words = useTranslations("action");
  const { approve, reject } = useDecide();
  const [asking, setAsking] = useState<"approve" | "reject" | "edit" | null>(null);
  const verb = words(`verbs.${detail.safeOperation}`);
  const whyNot = reasonOf(actionCan.approve(state), mayDecide, t);
  const canReject = mayDecide && actionCan.reject(state).ok;
  const canEdit = mayDecide && actionCan.edit(state).ok;
  // what weighs much is asked about again; the rest can be taken back for a moment
  const weighty = detail.riskLevel === "high" || detail.riskLevel === "critical";
  const begin = (): void => {
    if (weighty) setAsking("approve");
    else void approve([detail]);
  };
  const close = (): void => setAsking(null);
  useCommand("approve", begin, whyNot === null);
  useCommand("reject", () => setAsking("reject"), canReject);
  useCommand("edit", () => setAsking("edit"), canEdit);
  return (
    <Bar reason={whyNot} note={approvalSentence(detail.action, t)}>
      {(disabled) => (
        <>
          <Release detail={detail} mayDecide={mayDecide} />
          <SnoozeControl detail={detail} state={state} mayDecide={mayDecide} />
          <Button look="quiet" size="large" disabled={!canEdit} onClick={() => setAsking("edit")}>
            {t("edit")}
          </Button>
          <Button look="danger" size="large" disabled={!canReject} onClick={() => setAsking("reject")}>
            {t("rejectDots")}
          </Button>
          <Button look="primary" size="large" disabled={disabled} onClick={begin}>
            {weighty ? `${verb}…` : verb}
          </Button>
          <ConfirmDialog
            open={asking === "approve"}
            onClose={close}
            title={`${verb}?`}
            verb={verb}
            busy={false}
            error={null}
            onConfirm={() => {
              close();
              void approve([detail]);
            }}
          >
            <p className="font-medium text-ink">
              {detail.partnerName === null
                ? words(`types.${detail.actionType}`)
                : t("toWhom", { what: words(`types.${detail.actionType}`), name: detail.partnerName })}
            </p>
            <Recipients detail={detail} />
            <p>
              {approvalSentence(detail.action, t)} {words(`rollback.${detail.action.rollback_strategy}`)}
            </p>
          </ConfirmDialog>
          <ReasonDialog
            open={asking === "reject"}
            onClose={close}
            title={t("rejectTitle")}
            lead={t("rejectLead")}
            verb={t("reject")}
            busy={false}
            error={null}
            onReason={(reason) => {
              close();
              void reject([detail], reason);
            }}
          />
          {asking === "edit" && (
            <Suspense>
              <EditDialog detail={detail} onClose={close} />
            </Suspense>
          )}
        </>
      )}
    </Bar>
  );
}

function Recipients({ detail }: { detail: ActionDetail }) {
  const t = useTranslations("action");
  const effects = detail.action.external_effects;
  if (effects.length === 0) return null;
  return (
    <div className="rounded-md bg-sunken px-3 py-2">
      <p className="text-xs text-ink-faint">{t("recipients", { count: effects.length })}</p>
      <ul className="text-ink">
        {effects.map((effect) => (
          <li key={effect.recipient} className="break-all">
            {effect.recipient}
            {effect.recipient_role === "cc" && <span className="text-ink-faint"> {t("copy")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
