import { spokenAmount } from "#src/lib/money.ts";
import { ACTION_TITLES, type ActionType } from "#src/protocol/index.ts";
import { clockOf, dayOf } from "./days.ts";
import type { Verdict } from "./record.ts";
import { objectionsToKind } from "./rules.ts";
import { autoApprovalRuleSchema, type AutoApprovalRule, type GuardrailSettings } from "./settings.ts";
import type { RuleSubject } from "./types.ts";

/** One action on record, and how it speaks. */
export interface RecordEntry {
  readonly actionId: string;
  readonly subject: RuleSubject;
  readonly verdict: Verdict;
  readonly proposedAt: Date;
}

/** A rule that a record would bear, without its end, and that record. */
export interface EarnedRule {
  readonly kind: string;
  readonly rule: AutoApprovalRule;
  readonly evidence: Evidence;
}

export interface Evidence {
  /** The actions that people approved as they were, in the order of their decisions. */
  readonly actionIds: readonly string[];
  readonly approvals: number;
  /** First and last decision, RFC 3339 UTC. */
  readonly from: string;
  readonly to: string;
  /** In the company's currency; null where no money was at stake. */
  readonly largestAmount: number | null;
  readonly firstContacts: number;
  /** Of the days on which anything of the kind was approved. */
  readonly medianPerDay: number;
}

export interface NarrowOptions {
  readonly settings: GuardrailSettings["earnedAutonomy"];
  readonly timezone: string;
  /** Decisions up to this moment were used for an earlier suggestion of the kind, and speak for no further one. */
  readonly usedUntil: ReadonlyMap<string, Date>;
}

type Approval = RecordEntry & { readonly decidedAt: Date };

/**
 * The rules that a record bears, each narrower than what people approved: it is for one type, risk and band of amounts; it goes up to
 * the largest amount approved, and stays below any that somebody said no to in the same record; it takes first contacts only where
 * there were some, only at the hours at which people decided, and no more a day than they did on a day in the middle.
 */
export function earnedRules(record: readonly RecordEntry[], options: NarrowOptions): EarnedRule[] {
  const against = record.filter(({ verdict }) => verdict.is === "against");
  const kinds = Map.groupBy(record, ({ subject }) => kindOf(subject, options.settings.amountBands));
  return [...kinds].flatMap(([kind, entries]) => {
    const earned = kind === null ? null : earnedBy(kind, entries, against, options);
    return earned === null ? [] : [earned];
  });
}

/** The kind that an action earns for; null where nothing can be earned: too risky, of an amount that is not known, or in a model's words. */
export function kindOf(
  { actionType, riskLevel, amount, hasMoney, createdBy, modelWords }: RuleSubject,
  bands: readonly number[],
): string | null {
  if (modelWords || createdBy !== "system:ai-coo" || (riskLevel !== "low" && riskLevel !== "medium")) return null;
  if (!hasMoney) return `${actionType} ${riskLevel} without amount`;
  if (amount === null) return null;
  const ends = bands.toSorted((a, b) => a - b);
  const end = ends.find((limit) => amount <= limit);
  return `${actionType} ${riskLevel} ${end === undefined ? `above ${ends.at(-1) ?? 0}` : `up to ${end}`}`;
}

function earnedBy(
  kind: string,
  entries: readonly RecordEntry[],
  against: readonly RecordEntry[],
  options: NarrowOptions,
): EarnedRule | null {
  const { settings, timezone, usedUntil } = options;
  const kept = belowRefusals(streakOf(entries, usedUntil.get(kind)), against);
  const [first] = kept;
  const last = kept.at(-1);
  if (first === undefined || last === undefined || kept.length < settings.approvals) return null;
  const hours = hoursOf(kept, timezone);
  if (hours === null) return null;
  const firstContacts = kept.filter(isFirstContact).length;
  const medianPerDay = medianOf([...Map.groupBy(kept, ({ decidedAt }) => dayOf(decidedAt, timezone)).values()].map((day) => day.length));
  const largestAmount = first.subject.hasMoney ? Math.max(...kept.map(({ subject }) => subject.amount ?? 0)) : null;
  const rule = autoApprovalRuleSchema.parse({
    ...baseOf(first, firstContacts > 0),
    name: nameOf(first.subject.actionType, largestAmount, dayOf(last.decidedAt, timezone)),
    ...(largestAmount === null ? {} : { maxAmount: largestAmount }),
    hours,
    maxPerDay: medianPerDay,
  });
  return {
    kind,
    rule,
    evidence: {
      actionIds: kept.map(({ actionId }) => actionId),
      approvals: kept.length,
      from: first.decidedAt.toISOString(),
      to: last.decidedAt.toISOString(),
      largestAmount,
      firstContacts,
      medianPerDay,
    },
  };
}

/** The approvals since the last no to this kind, in the order of the decisions. */
function streakOf(entries: readonly RecordEntry[], usedUntil: Date | undefined): Approval[] {
  const lastNo = Math.max(
    usedUntil?.getTime() ?? Number.NEGATIVE_INFINITY,
    ...entries.flatMap(({ verdict }) => (verdict.is === "against" ? [verdict.at.getTime()] : [])),
  );
  return entries
    .flatMap((entry): Approval[] => (entry.verdict.is === "for" ? [{ ...entry, decidedAt: entry.verdict.decidedAt }] : []))
    .filter(({ decidedAt }) => decidedAt.getTime() > lastNo)
    .toSorted((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime());
}

/**
 * The approvals below every amount that somebody said no to, whenever in the record and in whichever band: the rule must not let
 * through what people refused. Without amounts there is no below, and one no is enough.
 */
function belowRefusals(streak: readonly Approval[], against: readonly RecordEntry[]): readonly Approval[] {
  const [first] = streak;
  if (first === undefined) return [];
  const base = baseOf(first, streak.some(isFirstContact));
  const refused = against.filter(({ subject }) => objectionsToKind(autoApprovalRuleSchema.parse(base), subject).length === 0);
  if (!first.subject.hasMoney) return refused.length === 0 ? streak : [];
  const cap = Math.min(...refused.flatMap(({ subject }) => (subject.amount === null ? [] : [subject.amount])));
  return streak.filter(({ subject }) => subject.amount !== null && subject.amount < cap);
}

const isFirstContact = ({ subject }: RecordEntry): boolean => subject.contacts && subject.firstContact === true;

/** What every rule of a kind has, whatever its amounts. */
function baseOf({ subject }: RecordEntry, firstContacts: boolean) {
  return {
    name: "earned",
    actionTypes: [subject.actionType],
    maxRisk: subject.riskLevel,
    withoutAmount: !subject.hasMoney,
    firstContacts,
  };
}

/** The weekdays on which people decided, from the earliest to the latest minute; null where that is no window. */
function hoursOf(approvals: readonly Approval[], timezone: string): AutoApprovalRule["hours"] | null {
  const clocks = approvals.map(({ decidedAt }) => clockOf(decidedAt, timezone));
  const minutes = clocks.map(({ minute }) => minute);
  const from = Math.min(...minutes);
  // the end is exclusive, and the last minute of a day has none after it
  const to = Math.min(Math.max(...minutes) + 1, LAST_MINUTE);
  if (from >= to) return null;
  const days = [...new Set(clocks.map(({ weekday }) => weekday))].toSorted((a, b) => a - b);
  return { days, from: timeOf(from), to: timeOf(to) };
}

const LAST_MINUTE = 24 * 60 - 1;

const timeOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The median, rounded down. */
function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 1;
  return Math.max(1, Math.floor(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2));
}

function nameOf(actionType: ActionType, largestAmount: number | null, day: string): string {
  const amount = largestAmount === null ? "" : ` up to ${spokenAmount(largestAmount)}`;
  return `${ACTION_TITLES[actionType]}${amount}, earned ${day}`;
}
