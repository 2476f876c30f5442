import { dayIn, momentAfter } from "./calendar.ts";
import type { HeldCandidate, OutreachMemory } from "./findings.ts";

/** What our database knows of one record: what waits, what was done and what people said no to. */
export interface RecordMemory {
  /** Whether an action of this type about the record waits or runs. */
  isPending(actionType: string, recordId: number): boolean;
  /** When actions of this type about the record were carried out, newest first. */
  doneAt(actionType: string, recordId: number): readonly string[];
  /** When a person last said no to an action of this type about the record. */
  rejectedAt(actionType: string, recordId: number): string | null;
  /** When an action of this type about the record last failed, and why. */
  failure(actionType: string, recordId: number): { readonly at: string; readonly reason: string } | null;
}

/** Turns the memory around, so that it can be asked by record of one model. Built once for a run. */
export function rememberRecords({ pending, acted, failed, rejected }: OutreachMemory, model: string): RecordMemory {
  const keyed = <Entry extends { readonly actionType: string; readonly model: string; readonly recordIds: readonly number[] }>(
    entries: readonly Entry[],
  ): Map<string, Entry[]> => {
    const map = new Map<string, Entry[]>();
    for (const entry of entries) {
      if (entry.model !== model) continue;
      for (const id of entry.recordIds) {
        const key = `${entry.actionType} ${id}`;
        const list = map.get(key);
        if (list === undefined) map.set(key, [entry]);
        else list.push(entry);
      }
    }
    return map;
  };
  const newestFirst = (one: { readonly at: string }, other: { readonly at: string }): number => Date.parse(other.at) - Date.parse(one.at);
  const waiting = keyed(pending);
  const done = keyed(acted.toSorted(newestFirst));
  const refused = keyed(rejected.toSorted(newestFirst));
  const broken = keyed(failed.toSorted(newestFirst));
  return {
    isPending: (actionType, recordId) => waiting.has(`${actionType} ${recordId}`),
    doneAt: (actionType, recordId) => (done.get(`${actionType} ${recordId}`) ?? []).map(({ at }) => at),
    rejectedAt: (actionType, recordId) => refused.get(`${actionType} ${recordId}`)?.[0]?.at ?? null,
    failure: (actionType, recordId) => broken.get(`${actionType} ${recordId}`)?.[0] ?? null,
  };
}

/** A reason against a candidate, before it is known which. */
export type Reason = Pick<HeldCandidate, "reason" | "sentence" | "until" | "seen">;

export const because = (reason: HeldCandidate["reason"], sentence: string, more: Partial<Pick<Reason, "until" | "seen">> = {}): Reason => ({
  reason,
  sentence,
  until: null,
  seen: null,
  ...more,
});

/** Why an action of this type is not proposed for a record again, by what our own database knows; null when nothing speaks against it. */
export function repeatReason(
  memory: RecordMemory,
  { actionType, recordId }: { readonly actionType: string; readonly recordId: number },
  run: {
    readonly now: Date;
    readonly timezone: string;
    readonly daysAfterRejection: number;
    /** Days after which it may be done again; null where doing it again is judged by something else. */
    readonly againAfterDays: number | null;
  },
): Reason | null {
  const { now, timezone, daysAfterRejection, againAfterDays } = run;
  if (memory.isPending(actionType, recordId)) return because("pending_action", "The same action is already waiting.");
  const day = (moment: Date): string => dayIn(timezone, moment);
  const no = memory.rejectedAt(actionType, recordId);
  if (no !== null && momentAfter(no, daysAfterRejection) > now) {
    const until = day(momentAfter(no, daysAfterRejection));
    return because("rejected", `A person rejected it on ${day(new Date(no))}; it is not proposed again before ${until}.`, { until });
  }
  const failure = memory.failure(actionType, recordId);
  if (failure !== null && momentAfter(failure.at, daysAfterRejection) > now) {
    const until = day(momentAfter(failure.at, daysAfterRejection));
    const sentence = `It failed on ${day(new Date(failure.at))}: ${failure.reason} It is not proposed again before ${until}.`;
    return because("failed_before", sentence, { until });
  }
  const [done] = memory.doneAt(actionType, recordId);
  if (againAfterDays !== null && done !== undefined && momentAfter(done, againAfterDays) > now) {
    const until = day(momentAfter(done, againAfterDays));
    return because("already_done", `It was done on ${day(new Date(done))}; it is not proposed again before ${until}.`, { until });
  }
  return null;
}
