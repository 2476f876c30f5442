import { takeToldContacts } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { validateActionProtocol } from "#src/protocol/index.ts";
import { planFollowOns } from "./followOns/plan.ts";
import { addFollowOns } from "./followOns/store.ts";
import { settleContact } from "./outreachTrail.ts";
import type { Run } from "./run.ts";

/**
 * Brings what a person said was sent to where a mail stands whose answer came: the contact is made and its window runs, the
 * audit says so, and the notes in Odoo are planned, in one transaction.
 */
export async function settleToldContacts(run: Run): Promise<void> {
  await withTransaction(run.ctx, async (inner) => {
    for (const { actionId, document, intentAt } of await takeToldContacts(inner, { limit: run.runtime.settings.batchSize })) {
      await settleContact(inner, actionId, { to: "sent", at: intentAt });
      const parsed = validateActionProtocol(document);
      if (parsed.ok) await addFollowOns(inner, planFollowOns(parsed.action, intentAt));
    }
  });
}
