import { leftInDoubt } from "#src/db/access/inboundEvents.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { enqueue } from "#src/queue/index.ts";
import { answerUnknown } from "./unknown.ts";

const BATCH = 100;

/**
 * Settles actions in doubt of which a provider has reported that their message left: these ones, or as many as there are. Only ever
 * as done; that a message did not leave is for nobody to report. Returns how many were settled.
 */
export async function settleLeftActions(ctx: Context, input: { readonly actionIds?: readonly string[] } = {}): Promise<number> {
  return withTransaction(ctx, async (inner) => {
    let settled = 0;
    for (const { actionId, source, leftRef } of await leftInDoubt(inner, { ...input, limit: BATCH })) {
      const row = await answerUnknown(inner, {
        actionId,
        to: "completed",
        outcome: "done",
        reason: "The provider has reported that the message left.",
        providerRef: leftRef,
        facts: { resolution: "webhook", source, ref: leftRef },
      });
      if (row !== null) settled += 1;
    }
    // the contact, its audit entry and the notes in Odoo are the executor's to write
    if (settled > 0) await enqueue(inner, { name: "recover-attempts", payload: { orgId: inner.orgId } });
    return settled;
  });
}
