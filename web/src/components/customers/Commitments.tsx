import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Commitment, CommitmentChange } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { commitmentsQuery } from "../../api/screens.ts";
import { formatDay, formatMoney } from "../../ui/format.ts";
import { Pill, type Tone } from "../../ui/Pill.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { Loaded } from "../screen/Loaded.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { ago } from "../../ui/Time.tsx";

const TONES = { open: "accent", kept: "good", broken: "bad", withdrawn: "neutral", settled: "neutral" } as const satisfies Record<
  Commitment["status"],
  Tone
>;

interface CommitmentsProps {
  readonly partnerId: number;
  readonly onEnded: (change: CommitmentChange) => void;
}

/** What stands recorded about a customer, and the way to end it. */
export function Commitments({ partnerId, onEnded }: CommitmentsProps) {
  const t = useTranslations("customers");
  const list = useInfiniteQuery(commitmentsQuery(partnerId));
  return (
    <section aria-label={t("recorded")} className="mt-3 border-t border-line pt-3">
      <h3 className="mb-2 text-xs font-semibold">{t("recorded")}</h3>
      <Loaded query={list} lines={3}>
        {({ pages }) => {
          const commitments = pages.flatMap((page) => page.commitments);
          if (commitments.length === 0) return <p className="text-ink-faint">{t("noRecords")}</p>;
          return (
            <>
              <ul className="space-y-3">
                {commitments.map((commitment) => (
                  <Entry key={commitment.commitmentId} commitment={commitment} onEnded={onEnded} />
                ))}
              </ul>
              <LoadMore list={list} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Entry({ commitment, onEnded }: { readonly commitment: Commitment; readonly onEnded: (change: CommitmentChange) => void }) {
  const t = useTranslations("customers");
  const [ending, setEnding] = useState<"settle" | "withdraw" | null>(null);
  const change = useChange<CommitmentChange>([["customers"], ["actions"], ["outreach"]]);
  const { kind, status, until, amount, currency, note, endReason, recordedAt, commitmentId } = commitment;
  const close = (): void => {
    setEnding(null);
    change.reset();
  };
  return (
    <li>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="font-medium">{t(`kind.${kind}`)}</span>
        <Pill tone={TONES[status]}>{t(`status.${status}`)}</Pill>
        <span className="text-xs text-ink-faint">
          {until !== null && `${t("untilDay", { day: formatDay(until) })}, `}
          {amount !== null && currency !== null && `${formatMoney({ amount, currency })}, `}
          {t.rich("recordedAt", { ago: ago(recordedAt) })}
        </span>
      </div>
      {note !== null && <p className="break-words text-ink-soft">{note}</p>}
      {endReason !== null && <p className="text-xs break-words text-ink-faint">{endReason}</p>}
      {status === "open" && (
        <div className="mt-1 flex gap-2">
          <GuardedButton right="decide" size="small" onClick={() => setEnding("settle")}>
            {t("settle")}
          </GuardedButton>
          <GuardedButton right="decide" size="small" look="quiet" onClick={() => setEnding("withdraw")}>
            {t("withdraw")}
          </GuardedButton>
        </div>
      )}
      <ReasonDialog
        open={ending !== null}
        onClose={close}
        title={ending === "withdraw" ? t("withdrawTitle") : t("settleTitle")}
        lead={ending === "withdraw" ? t("withdrawLead") : t("settleLead")}
        verb={ending === "withdraw" ? t("withdrawVerb") : t("settleVerb")}
        look="primary"
        placeholder=""
        busy={change.isPending}
        error={change.error}
        onReason={(reason) =>
          change.mutate(
            { path: `/commitments/${commitmentId}/${ending ?? "settle"}`, body: { reason } },
            {
              onSuccess: (answer) => {
                close();
                onEnded(answer);
              },
            },
          )
        }
      />
    </li>
  );
}
