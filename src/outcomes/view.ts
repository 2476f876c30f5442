import { getActionOutcome } from "#src/db/access/actionOutcomes.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { ObservedFact, OutcomeInvoice, OutcomeMoney } from "#src/db/schema/index.ts";
import { outcomeSentences } from "./words.ts";

/** What came after one action, not necessarily because of it. Moments are RFC 3339 in UTC. */
export interface OutcomeView {
  readonly effectAt: string;
  /** What happens later is not looked for. */
  readonly windowClosesAt: string;
  /** Null before the first look. */
  readonly lookedAt: string | null;
  /** Once final it is not looked at again; `unreadable`: nobody could see what came of it. */
  readonly final: "window_closed" | "nothing_more" | "unreadable" | null;
  readonly facts: readonly ObservedFact[];
  readonly money: readonly OutcomeMoney[];
  readonly invoices: readonly OutcomeInvoice[];
  readonly daysToPay: number | null;
  readonly revenue: { readonly amount: number; readonly currency: string } | null;
  /** All of it for a person, one sentence each. */
  readonly sentences: readonly string[];
}

/** What came of an action; null for one that was not carried out, or at which nobody has looked yet. */
export async function getOutcome(ctx: Context, actionId: string): Promise<OutcomeView | null> {
  const row = await withTransaction(ctx, (inner) => getActionOutcome(inner, actionId));
  if (row === null) return null;
  const { observed } = row;
  return {
    effectAt: row.effectAt.toISOString(),
    windowClosesAt: row.windowClosesAt.toISOString(),
    lookedAt: row.lookedAt?.toISOString() ?? null,
    final: row.finalBecause,
    facts: observed.facts,
    money: observed.money ?? [],
    invoices: observed.invoices ?? [],
    daysToPay: observed.daysToPay ?? null,
    revenue: observed.revenue ?? null,
    sentences: outcomeSentences(observed),
  };
}
