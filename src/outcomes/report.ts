import { outcomesOfPeriod, type ActionPosition, type ReportedOutcome } from "#src/db/access/actionOutcomes.ts";
import { countDecisions, type DecisionCounts } from "#src/db/access/decisions.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { ACTION_TYPES, type ActionType } from "#src/protocol/index.ts";
import { shareOf, type Share } from "./share.ts";
import { summaryOf, Tally, type OutcomeSummary } from "./tally.ts";

/** What became of the actions of one type. */
export interface TypeReport {
  readonly actionType: ActionType;
  readonly decisions: Omit<DecisionCounts, "actionType">;
  /** Approved by people, of what people decided. */
  readonly acceptance: Share;
  /** Approved by people as it was proposed, of what people decided. */
  readonly acceptedWithoutEdit: Share;
  readonly outcomes: OutcomeSummary;
}

/** What was proposed in a period, what people said to it, and what came after it: not necessarily because of it. */
export interface OutcomesReport {
  /** RFC 3339, UTC: actions proposed at or after this moment, */
  readonly since: string;
  /** and before this one. */
  readonly until: string;
  /** In the order of the protocol; types of which nothing was proposed are left out. */
  readonly types: readonly TypeReport[];
}

export interface ReportPeriod {
  readonly since: Date;
  readonly until: Date;
}

const PAGE = 500;

/**
 * The report over the actions that were proposed in a period. Memory stays that of one page of outcomes. Shares are taken
 * over actions whose time is over, so that none of them can still change; the others are counted beside them.
 * Errors: `invalid_input`.
 */
export async function outcomesReport(ctx: Context, { since, until }: ReportPeriod): Promise<OutcomesReport> {
  if (since >= until) {
    throw new AiCooError("invalid_input", "The period of the report ends before it begins, so nothing was counted.", {
      next: "Give a beginning that lies before its end.",
    });
  }
  const decisions = await withTransaction(ctx, (inner) => countDecisions(inner, { since, until }));
  const tallies = await tallyPeriod(ctx, { since, until });
  const types = ACTION_TYPES.flatMap((actionType): TypeReport[] => {
    const found = decisions.find((one) => one.actionType === actionType);
    if (found === undefined) return [];
    const { actionType: _type, ...counts } = found;
    const decided = counts.approved + counts.rejected;
    return [
      {
        actionType,
        decisions: counts,
        acceptance: shareOf(counts.approved, decided),
        acceptedWithoutEdit: shareOf(counts.approvedWithoutEdit, decided),
        outcomes: summaryOf(tallies.get(actionType) ?? new Tally(actionType), counts.executed),
      },
    ];
  });
  return { since: since.toISOString(), until: until.toISOString(), types };
}

/** Counts the outcomes of a period, a page at a time. */
async function tallyPeriod(ctx: Context, period: ReportPeriod): Promise<ReadonlyMap<ActionType, Tally>> {
  const tallies = new Map<ActionType, Tally>();
  for (let after: ActionPosition | null = null; ;) {
    const page: ReportedOutcome[] = await pageAfter(ctx, period, after);
    for (const row of page) {
      let tally = tallies.get(row.actionType);
      if (tally === undefined) tallies.set(row.actionType, (tally = new Tally(row.actionType)));
      tally.add(row);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return tallies;
    after = { createdAt: last.createdAt, actionId: last.actionId };
  }
}

const pageAfter = (ctx: Context, period: ReportPeriod, after: ActionPosition | null): Promise<ReportedOutcome[]> =>
  withTransaction(ctx, (inner) => outcomesOfPeriod(inner, { ...period, after, limit: PAGE }));
