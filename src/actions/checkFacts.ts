import { askFactCheck } from "#src/db/access/factChecks.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import { isTerminal } from "#src/protocol/index.ts";
import { enqueue } from "#src/queue/index.ts";
import { conflictOf } from "./conflict.ts";
import { requireSeenDocument } from "./seen.ts";
import type { ActionVerbs } from "./verbs.ts";

/**
 * Asks how the facts of an action stand at this moment. Nothing else changes by it: the worker, which can read Odoo, answers
 * into the action's detail, and the action is checked again all the same right before its effect.
 * Errors: `not_found`, `conflict`, `fingerprint_mismatch`.
 */
export const checkFacts: ActionVerbs["checkFacts"] = async ({ ctx, input }) =>
  withTransaction(ctx, async (inner) => {
    const row = await getActionByIdOrThrow(inner, input.actionId);
    if (isTerminal(row.status)) throw await conflictOf(inner, row, "Its facts are not read any more: nothing follows them.");
    const { actionId, fingerprint } = row;
    requireSeenDocument(row, input.fingerprint, { tampered: "its facts were not read", changed: "its facts were not read" });
    await askFactCheck(inner, { actionId, fingerprint });
    await enqueue(inner, { name: "fact-checks", payload: { orgId: inner.orgId } });
    return { actionId, status: row.status };
  });
