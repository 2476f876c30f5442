import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { FollowUp } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { formatMoment } from "../../ui/format.ts";
import { Pill, type Tone } from "../../ui/Pill.tsx";
import { Ago } from "../../ui/Time.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { Said } from "../../ui/Said.tsx";

const TONES = { scheduled: "accent", proposed: "good", closed: "neutral", cancelled: "neutral" } as const satisfies Record<
  FollowUp["status"],
  Tone
>;

/** What becomes a proposal again at its time, and the way to withdraw it. */
export function FollowUpRow({ followUp }: { readonly followUp: FollowUp }) {
  const t = useTranslations("followUps");
  const screen = useTranslations("screen");
  const cancel = useChange([["follow-ups"], ["outreach"]]);
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
    cancel.reset();
  };
  return (
    <li className="px-4 py-3.5 md:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold">{screen(`types.${followUp.actionType}`)}</h2>
        <Pill tone={TONES[followUp.status]}>{t(`status.${followUp.status}`)}</Pill>
      </div>
      <p className="text-ink-soft">
        {t(`context.${followUp.contextType}`, { id: String(followUp.contextId) })}, {formatMoment(followUp.scheduledFor)}
        {followUp.status === "scheduled" && (
          <span className="text-ink-faint">
            {" "}
            ({t("due")} <Ago at={followUp.scheduledFor} />)
          </span>
        )}
      </p>
      {followUp.reason !== null && (
        <p className="mt-0.5 text-ink-soft">
          <Said of={followUp.reason} />
        </p>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-xs">
        <ToAction id={followUp.actionId} label={t("scheduledBy")} />
        {followUp.proposedActionId !== null && <ToAction id={followUp.proposedActionId} label={t("became")} />}
        {followUp.status === "scheduled" && (
          <GuardedButton right="decide" size="small" look="quiet" onClick={() => setAsking(true)}>
            {t("withdraw")}
          </GuardedButton>
        )}
      </div>
      <ReasonDialog
        open={asking}
        onClose={close}
        title={t("withdrawTitle")}
        lead={t("withdrawLead")}
        verb={t("withdrawVerb")}
        placeholder=""
        busy={cancel.isPending}
        error={cancel.error}
        onReason={(reason) => cancel.mutate({ path: `/follow-ups/${followUp.followUpId}/cancel`, body: { reason } }, { onSuccess: close })}
      />
    </li>
  );
}

function ToAction({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <Link to="/" search={{ view: "done", action: id }} className="text-accent-ink underline">
      {label}
    </Link>
  );
}
