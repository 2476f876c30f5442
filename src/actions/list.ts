import { and, eq, sql, type SQL } from "drizzle-orm";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { ACTION_STATUSES, ACTION_TYPES, RISK_LEVELS } from "#src/protocol/index.ts";
import { LIST_ORDERS, listOrderOf } from "./listOrder.ts";
import { SUMMARY_COLUMNS, summaryOf } from "./rows.ts";
import type { ActionVerbs } from "./verbs.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** Actions newest first, or the most urgent first, a page at a time by keyset; the document is not read. Errors: `invalid_input`. */
export const listActions: ActionVerbs["listActions"] = async ({ ctx, input }) => {
  const limit = input.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw invalid("limit", `must be between 1 and ${MAX_LIMIT}`);
  const name = input.order ?? "newest";
  if (!LIST_ORDERS.includes(name)) throw invalid("order", `must be among ${LIST_ORDERS.join(", ")}`);
  const order = listOrderOf(name, input.cursor, ctx.clock.now());
  if (order === null) throw invalid("cursor", "must be the nextCursor of the page before, in the same order");
  const filters: (SQL | undefined)[] = [
    oneOf("status", input.status, ACTION_STATUSES),
    oneOf("action_type", input.actionType, ACTION_TYPES),
    oneOf("risk_level", input.riskLevel, RISK_LEVELS),
    input.partnerId === undefined ? undefined : eq(autonomousActions.partnerId, input.partnerId),
    input.search === undefined || input.search.trim() === "" ? undefined : holding(input.search.trim()),
    input.analysisId === undefined ? undefined : eq(autonomousActions.analysisId, input.analysisId),
    eq(autonomousActions.orgId, ctx.orgId),
  ];
  const { rows, total } = await withTransaction(ctx, async ({ tx }) => ({
    rows: await tx
      .select(SUMMARY_COLUMNS)
      .from(autonomousActions)
      .where(and(...filters, order.after))
      .orderBy(...order.by)
      .limit(limit + 1),
    total: input.total === true ? await tx.$count(autonomousActions, and(...filters)) : null,
  }));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    actions: page.map(summaryOf),
    total,
    nextCursor: rows.length > limit && last !== undefined ? order.cursorOf(last) : null,
  };
};

/** Whose customer or one line holds these words, in any case; `%` and `_` are themselves. */
function holding(words: string): SQL {
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(${autonomousActions.partnerName} ilike ${pattern} or ${autonomousActions.title} ilike ${pattern})`;
}

/**
 * `column in (…)` with the words as literals: a partial index serves a query only when the status stands in
 * its text. Only words of the closed list get there.
 */
function oneOf<T extends string>(column: string, wanted: readonly T[] | undefined, known: readonly T[]): SQL | undefined {
  if (wanted === undefined || wanted.length === 0) return undefined;
  const words = known.filter((word) => wanted.includes(word));
  if (words.length !== new Set(wanted).size) throw invalid(column, `must be among ${known.join(", ")}`);
  const [only] = words;
  if (words.length === 1) return sql.raw(`"ai_coo"."autonomous_actions"."${column}" = '${only}'`);
  return sql.raw(`"ai_coo"."autonomous_actions"."${column}" in (${words.map((word) => `'${word}'`).join(", ")})`);
}

function invalid(path: string, message: string): AiCooError {
  return new AiCooError("invalid_input", `The list cannot be made: ${path} ${message}.`, {
    next: "Correct the parameter and ask again.",
    details: { issues: [{ path, message }] },
  });
}
