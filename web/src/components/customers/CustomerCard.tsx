import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { CommitmentChange, Sequence } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { formatDay, formatMoney } from "../../ui/format.ts";
import { Pill } from "../../ui/Pill.tsx";
import { useNow } from "../../ui/useNow.ts";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { Commitments } from "./Commitments.tsx";
import type { CustomerOverview } from "./group.ts";
import { RecordDialog } from "./RecordDialog.tsx";
import { Said } from "../../ui/Said.tsx";
import { useSay } from "../../i18n/useSay.ts";

interface CustomerCardProps {
  readonly customer: CustomerOverview;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A customer: what it owes, how its reminders stand, and, opened, what stands recorded about it. */
export function CustomerCard({ customer, isOpen, onToggle }: CustomerCardProps) {
  const t = useTranslations("customers");
  const screen = useTranslations("screen");
  const [recording, setRecording] = useState(false);
  const [came, setCame] = useState<string | null>(null);
  const name = customer.name ?? screen("unknownCustomer", { id: String(customer.partnerId) });
  return (
    <li className="px-4 py-3.5 md:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 font-semibold break-words">
          <button type="button" aria-expanded={isOpen} onClick={onToggle} className="text-left hover:underline">
            {name}
          </button>
        </h2>
        <span className="flex flex-wrap gap-1.5">
          {customer.open.map(({ commitmentId, kind, until }) => (
            <Pill key={commitmentId} tone={kind === "promise" ? "accent" : "warn"}>
              {t(`kind.${kind}`)}
              {until !== null && ` ${t("untilDay", { day: formatDay(until) })}`}
            </Pill>
          ))}
        </span>
      </div>
      {customer.sequences.map((sequence) => (
        <Debt
          key={sequence.sequenceId}
          sequence={sequence}
          isOpen={isOpen}
          onChanged={(change) => setCame(t("held", { held: change.held }))}
        />
      ))}
      {isOpen && (
        <>
          <Commitments partnerId={customer.partnerId} onEnded={({ released }) => setCame(t("released", { released }))} />
          <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
            <GuardedButton right="decide" size="small" onClick={() => setRecording(true)}>
              {t("record")}
            </GuardedButton>
            <Link to="/audit" search={{ customer: String(customer.partnerId) }} className="text-xs text-accent-ink underline">
              {t("inAudit")}
            </Link>
          </div>
          <RecordDialog
            partnerId={customer.partnerId}
            name={name}
            debt={customer.sequences.length === 1 ? customer.sequences[0]! : null}
            open={recording}
            onClose={() => setRecording(false)}
            onRecorded={({ held }) => setCame(t("held", { held }))}
          />
        </>
      )}
      <output className={came === null ? "sr-only" : "mt-2 block text-xs text-good"}>{came}</output>
    </li>
  );
}

interface DebtProps {
  readonly sequence: Sequence;
  readonly isOpen: boolean;
  readonly onChanged: (change: CommitmentChange) => void;
}

function Debt({ sequence, isOpen, onChanged }: DebtProps) {
  const now = useNow();
  const t = useTranslations("customers");
  const say = useSay();
  const { total, currency, daysOverdue, companyName, state, next, waitsFor, end, levels } = sequence;
  return (
    <div className="mt-1">
      <p className="flex flex-wrap items-baseline gap-x-2 text-ink-soft">
        <span className="font-medium tabular-nums">
          {total === null ? t("nothingOverdue") : t("owes", { amount: formatMoney({ amount: total, currency }), days: daysOverdue ?? 0 })}
        </span>
        {companyName !== null && <span className="text-xs text-ink-faint">{companyName}</span>}
        <span className="text-xs text-ink-faint">{t(`state.${state}`)}</span>
      </p>
      <p className="text-xs text-ink-faint">
        {end !== null && `${say(end.sentence)} `}
        {next !== null && (next.kind === "reminder" ? t("next.reminder", { level: next.level ?? 0 }) : t("next.collection"))}
        {state === "waiting" &&
          next !== null &&
          next.earliest !== null &&
          next.earliest > now.toISOString().slice(0, 10) &&
          `, ${t("notBefore", { day: formatDay(next.earliest) })}`}
        {next !== null && ". "}
        {waitsFor !== null && <Said of={waitsFor} />}
      </p>
      {isOpen && (
        <>
          {levels.length > 0 && (
            <p className="text-xs text-ink-faint">
              {t("sentLevels", { levels: levels.map(({ level, at }) => t("levelAt", { level, day: formatDay(at) })).join(", ") })}
            </p>
          )}
          <StopOrResume sequence={sequence} onChanged={onChanged} />
        </>
      )}
    </div>
  );
}

function StopOrResume({ sequence, onChanged }: Pick<DebtProps, "sequence" | "onChanged">) {
  const t = useTranslations("customers");
  const [asking, setAsking] = useState(false);
  const change = useChange<CommitmentChange>([["customers"], ["actions"], ["outreach"]]);
  const isStopped = sequence.end?.reason === "stopped" || sequence.end?.reason === "replied";
  const close = (): void => {
    setAsking(false);
    change.reset();
  };
  return (
    <div className="mt-1.5">
      <GuardedButton right="decide" size="small" look="quiet" onClick={() => setAsking(true)}>
        {isStopped ? t("resume") : t("stop")}
      </GuardedButton>
      <ReasonDialog
        // two questions: why it was stopped is no reason to resume
        key={isStopped ? "resume" : "stop"}
        open={asking}
        onClose={close}
        title={isStopped ? t("resumeTitle") : t("stopTitle")}
        lead={isStopped ? t("resumeLead") : t("stopLead")}
        verb={isStopped ? t("resumeVerb") : t("stopVerb")}
        look={isStopped ? "primary" : "danger"}
        placeholder=""
        busy={change.isPending}
        error={change.error}
        onReason={(reason) =>
          change.mutate(
            { path: `/sequences/${encodeURIComponent(sequence.sequenceId)}/${isStopped ? "resume" : "stop"}`, body: { reason } },
            {
              onSuccess: (answer) => {
                close();
                onChanged(answer);
              },
            },
          )
        }
      />
    </div>
  );
}
