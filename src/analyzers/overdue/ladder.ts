import type { FollowingStep, Hold, Tone } from "../findings.ts";
import type { AnalysisSettings } from "../settings.ts";
import { addDays, dayIn, momentAfter } from "../calendar.ts";
import type { Done } from "./memory.ts";

/**
 * What the ladder looks at: one customer in one company and currency. `previous` is the highest level that named one
 * of the invoices that are still overdue, and when the last such reminder went out.
 */
export interface LadderFacts extends Done {
  /** Of the oldest overdue invoice. */
  readonly daysOverdue: number;
  readonly oldestDueDate: string;
  readonly totalCompany: number;
  /** A promise was broken since the last reminder: the next step need not keep its distance to it. */
  readonly promiseBroken: boolean;
  readonly now: Date;
  readonly timezone: string;
}

export type DueStep =
  | { readonly kind: "reminder"; readonly level: number; readonly tone: Tone; readonly channel: "email" }
  | { readonly kind: "collection"; readonly lastLevel: number; readonly lastReminderAt: string };

export interface LadderDecision {
  /** What the ladder wants now, or why it wants nothing. */
  readonly step: DueStep | null;
  readonly hold: Hold | null;
  readonly escalation: "age" | "amount" | null;
}

/**
 * The next step for a customer. Levels go up one at a time whatever the age of the debt, each waits for its
 * own days after the due date and for its distance to the level before, and after the last one a person takes
 * over, once. Source: the ladder of the domain rules.
 */
export function climb(facts: LadderFacts, settings: AnalysisSettings): LadderDecision {
  const { ladder, graceDays } = settings.reminders;
  if (facts.daysOverdue <= graceDays) {
    const until = addDays(facts.oldestDueDate, graceDays + 1);
    const sentence = `Overdue for ${plural(facts.daysOverdue, "day")}; the grace period is ${plural(graceDays, "day")}.`;
    return { step: null, hold: hold("within_grace", sentence, until), escalation: null };
  }
  return { ...nextStep(facts, settings), escalation: escalationCause(facts, settings, ladder[0]!.daysAfterDue) };
}

/**
 * The step that follows for a debt, and the first day on which the ladder allows it; null once a person has it. The days on which the
 * step is due are those of {@link climb}: holds of other kinds may put it off.
 */
export function followingStep(
  facts: Pick<LadderFacts, "oldestDueDate" | "previous" | "collectionMade" | "promiseBroken" | "timezone">,
  { reminders: { ladder, graceDays, collectionAfterDays } }: AnalysisSettings,
): FollowingStep | null {
  const { previous, oldestDueDate } = facts;
  const afterPrevious = (days: number): string =>
    previous === null || facts.promiseBroken ? "" : dayIn(facts.timezone, momentAfter(previous.at, days));
  const afterGrace = addDays(oldestDueDate, graceDays + 1);
  const level = (previous?.level ?? 0) + 1;
  const rung = ladder[level - 1];
  if (rung === undefined) {
    return facts.collectionMade
      ? null
      : { kind: "collection", level: null, earliest: latestDay(afterGrace, afterPrevious(collectionAfterDays)) };
  }
  const due = addDays(oldestDueDate, rung.daysAfterDue);
  return { kind: "reminder", level, earliest: latestDay(afterGrace, due, afterPrevious(rung.minDaysSincePrevious)) };
}

const latestDay = (...days: string[]): string => days.toSorted().at(-1)!;

function nextStep(facts: LadderFacts, settings: AnalysisSettings): { step: DueStep | null; hold: Hold | null } {
  const { ladder, collectionAfterDays } = settings.reminders;
  const previousLevel = facts.previous?.level ?? 0;
  if (facts.previous !== null && previousLevel >= ladder.length) {
    const at = facts.previous.at;
    if (facts.collectionMade) {
      return {
        step: null,
        hold: hold("ladder_ended", `All ${ladder.length} levels were used and a collection task was made: a person has it.`, null),
      };
    }
    const early = tooEarly(facts, at, collectionAfterDays, "The collection task");
    return early === null
      ? { step: { kind: "collection", lastLevel: previousLevel, lastReminderAt: at }, hold: null }
      : { step: null, hold: early };
  }
  const level = previousLevel + 1;
  const rung = ladder[level - 1]!;
  if (facts.daysOverdue < rung.daysAfterDue) {
    const until = addDays(facts.oldestDueDate, rung.daysAfterDue);
    const sentence = `Level ${level} is due ${plural(rung.daysAfterDue, "day")} after the due date; the oldest invoice is overdue for ${plural(facts.daysOverdue, "day")}.`;
    return { step: null, hold: hold("next_level_not_due", sentence, until) };
  }
  const early = facts.previous === null ? null : tooEarly(facts, facts.previous.at, rung.minDaysSincePrevious, `Level ${level}`);
  if (early !== null) return { step: null, hold: early };
  return { step: { kind: "reminder", level, tone: rung.tone, channel: rung.channel }, hold: null };
}

function tooEarly(facts: LadderFacts, previousAt: string, minDays: number, what: string): Hold | null {
  if (facts.promiseBroken) return null;
  const earliest = momentAfter(previousAt, minDays);
  if (facts.now >= earliest) return null;
  const sentence = `${what} waits until ${plural(minDays, "day")} after the reminder of ${dayIn(facts.timezone, new Date(previousAt))}.`;
  return hold("next_level_not_due", sentence, dayIn(facts.timezone, earliest));
}

function escalationCause(facts: LadderFacts, settings: AnalysisSettings, firstLevelDays: number): "age" | "amount" | null {
  if (facts.escalationMade) return null;
  const { afterDays, amount } = settings.escalation;
  if (facts.daysOverdue > afterDays) return "age";
  if (amount !== null && facts.totalCompany >= amount && facts.daysOverdue >= firstLevelDays) return "amount";
  return null;
}

function hold(reason: "within_grace" | "next_level_not_due" | "ladder_ended", sentence: string, until: string | null): Hold {
  return { reason, sentence, until, record: null };
}

/** `1 day`, `2 days`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
