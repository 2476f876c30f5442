import { and, asc, eq } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { actionEvents } from "../schema/index.ts";

/** What raised the risk of an action above the usual of its type when it was proposed, one sentence each: the audit keeps it. */
export async function getRiskReasons({ tx, orgId }: TxContext, actionId: string): Promise<readonly string[]> {
  const t = actionEvents;
  const [proposed] = await tx
    .select({ entry: t.entry })
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.actionId, actionId), eq(t.kind, "action.proposed")))
    .orderBy(asc(t.seq))
    .limit(1);
  if (proposed === undefined) return [];
  const entry: unknown = JSON.parse(proposed.entry);
  return typeof entry === "object" && entry !== null && "facts" in entry ? riskReasonsOf(entry.facts) : [];
}

/** The same from the facts of the entry that says that it was proposed. */
export function riskReasonsOf(facts: unknown): string[] {
  if (typeof facts !== "object" || facts === null || !("risk_raised" in facts) || !Array.isArray(facts.risk_raised)) return [];
  return facts.risk_raised.filter((reason) => typeof reason === "string");
}
