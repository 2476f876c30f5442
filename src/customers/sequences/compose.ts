import type { CommitmentRow } from "#src/db/access/customerCommitments.ts";
import type { OpenStep, SentLevel } from "#src/db/access/reminderSequences.ts";
import { commitmentOf } from "#src/outreach/index.ts";
import { commitmentSentence, concernsDebt, strongestFirst } from "#src/signals/index.ts";
import type { StoredDebt, StoredHold } from "./stored.ts";
import type { SequenceEnd, SequenceView } from "./types.ts";

/** Everything known about one debt; the ladder itself was climbed by the analysis. */
export interface SequenceFacts {
  readonly debt: { readonly partnerId: number; readonly companyId: number; readonly currency: string };
  readonly levels: readonly SentLevel[];
  /** As the latest analysis saw it; undefined where it saw nothing overdue. */
  readonly owed: StoredDebt | undefined;
  /** When that began to read; null where none has looked at this company. */
  readonly asOf: Date | null;
  /** What is open and about this debt, and when a person last let the reminders go on. */
  readonly commitments: readonly CommitmentRow[];
  readonly resumedAt: Date | null;
  readonly open: OpenStep | undefined;
}

/** A sequence, of the ledger, the latest analysis and what stands recorded: nothing of it is kept anywhere else. */
export function composeSequence(facts: SequenceFacts): SequenceView {
  const { debt, levels, owed, asOf, open } = facts;
  const end = endOf(facts);
  const next = owed?.next ?? null;
  const holds = owed === undefined ? [] : stillStanding(owed.holds, facts);
  const state = end !== null ? "ended" : open === undefined ? "waiting" : "proposed";
  return {
    sequenceId: `${debt.partnerId}:${debt.companyId}:${debt.currency}`,
    ...debt,
    partnerName: owed?.partnerName ?? open?.partnerName ?? facts.commitments.at(-1)?.partnerName ?? null,
    companyName: owed?.companyName ?? null,
    total: owed?.total ?? null,
    daysOverdue: owed?.daysOverdue ?? null,
    levels: levels.map(({ level, at, state: how, actionId, invoiceIds }) => ({
      level,
      at: at.toISOString(),
      state: how,
      actionId,
      invoiceIds,
    })),
    state,
    next: next === null || isOver(end) ? null : { ...next, earliest: earliestOf(next.earliest, holds, end) },
    waitsFor: end !== null ? null : (open?.holdReason ?? holds[0]?.sentence ?? null),
    end,
    openActionId: open?.actionId ?? null,
    asOf: asOf?.toISOString() ?? null,
  };
}

/** Nothing is left to come by itself. */
const isOver = (end: SequenceEnd | null): boolean =>
  end?.reason === "paid" || end?.reason === "collection_made" || (end?.reason === "replied" && end.until === null);

const ENDS: Readonly<Record<string, SequenceEnd["reason"]>> = {
  disputed: "disputed",
  promise: "promise",
  stopped: "stopped",
  customer_wrote: "replied",
  customer_archived: "archived",
  ladder_ended: "collection_made",
};

function endOf(facts: SequenceFacts): SequenceEnd | null {
  const { owed, asOf, levels, open } = facts;
  const recorded = recordedEnd(facts);
  if (recorded !== null) return recorded;
  if (owed === undefined) {
    const last = levels.at(-1)?.at;
    // the books were not read since the last reminder, so nobody can say that it was paid
    if (asOf === null || open !== undefined || (last !== undefined && last > asOf)) return null;
    return { reason: "paid", sentence: "Nothing of it is overdue any more.", until: null, commitmentId: null };
  }
  for (const { reason, sentence, until } of stillStanding(owed.holds, facts)) {
    const end = ENDS[reason];
    const commitmentId = end === "replied" && until === null ? (endingOf(facts)?.id ?? null) : null;
    if (end !== undefined) return { reason: end, sentence, until, commitmentId };
  }
  return null;
}

const RECORDED_ENDS = { dispute: "disputed", promise: "promise", stop: "stopped", reply: "replied" } as const;

/** What stands recorded counts at once, whatever the latest analysis knew. One that is about some invoices leaves the others. */
function recordedEnd({ commitments, owed }: SequenceFacts): SequenceEnd | null {
  const whole = strongestFirst(commitments.flatMap((row) => commitmentOf(row) ?? [])).find(({ invoiceIds }) => invoiceIds.length === 0);
  if (whole === undefined) return null;
  return {
    reason: RECORDED_ENDS[whole.kind],
    sentence: commitmentSentence(whole, whole.recordedAt.slice(0, 10)),
    // how long an answer holds is a setting that the analysis has applied
    until: whole.until ?? (whole.kind === "reply" ? (owed?.holds.find(({ reason }) => reason === "customer_wrote")?.until ?? null) : null),
    commitmentId: whole.id,
  };
}

/** The answer that ended the reminders of some invoices of this debt. */
const endingOf = ({ commitments }: SequenceFacts): CommitmentRow | undefined =>
  commitments.findLast(({ kind, invoiceIds }) => kind === "reply" && invoiceIds.length > 0);

/** What the analysis saw and is no copy of what is recorded here, which is asked itself; nor what a person has read since. */
function stillStanding(holds: readonly StoredHold[], facts: SequenceFacts): StoredHold[] {
  const { resumedAt, asOf } = facts;
  return holds.filter(({ reason, record, until }) => {
    // which of its invoices it ended is known to the analysis alone, and whether it still stands is recorded
    if (reason === "customer_wrote" && until === null) return endingOf(facts) !== undefined;
    if (["promise", "disputed", "stopped", "customer_wrote"].includes(reason) && record === null) return false;
    return !(reason === "customer_wrote" && resumedAt !== null && asOf !== null && resumedAt >= asOf);
  });
}

/** The ladder's day, or a later one until which something holds; null where nobody knows how long. */
function earliestOf(day: string, holds: readonly StoredHold[], end: SequenceEnd | null): string | null {
  const reasons = end === null ? holds : [...holds, end];
  const days = reasons.filter(({ reason }) => reason !== "pending_action").map(({ until }) => until);
  if (days.includes(null)) return null;
  return [day, ...days.flatMap((one) => one ?? [])].toSorted().at(-1)!;
}

/** Whether an entry is about a debt. */
export const isAboutDebt = (row: CommitmentRow, debt: SequenceFacts["debt"]): boolean =>
  row.partnerId === debt.partnerId && concernsDebt(row, debt);
