import type { OutreachMemory } from "#src/analyzers/findings.ts";
import {
  carriedOutActions,
  lastContacts,
  openActions,
  rememberedReminders,
  suppressedAddresses,
  type RememberedAction,
} from "#src/db/access/outreachMemory.ts";
import { withTransaction, type Context } from "#src/db/index.ts";

/** How far back reminders and handovers are remembered: no invoice is chased for longer than that. */
const MEMORY_DAYS = 730;
const MILLISECONDS_PER_DAY = 86_400_000;

/** What our database knows that the analyses must: whom we contacted about what, and what is under way. */
export async function readOutreachMemory(ctx: Context): Promise<OutreachMemory> {
  const since = new Date(ctx.clock.now().getTime() - MEMORY_DAYS * MILLISECONDS_PER_DAY);
  return withTransaction(ctx, async (inner) => {
    const reminders = await rememberedReminders(inner, { since });
    const handovers = await carriedOutActions(inner, { actionTypes: ["create_collection_task", "escalate_overdue_invoice"], since });
    const confirmations = await carriedOutActions(inner, { actionTypes: ["send_payment_confirmation"], since });
    const contacts = await lastContacts(inner);
    return {
      reminders: reminders.map((reminder) => ({ ...reminder, at: reminder.at.toISOString() })),
      handovers: handovers.map((action) => ({
        actionType: action.document.action_type as "create_collection_task" | "escalate_overdue_invoice",
        partnerId: action.partnerId,
        at: action.settledAt.toISOString(),
        invoiceIds: invoicesOf(action),
      })),
      lastContacts: contacts.map(({ at, ...contact }) => ({ ...contact, at: at.toISOString() })),
      pending: await openActions(inner),
      suppressed: await suppressedAddresses(inner),
      promises: [],
      confirmedInvoiceIds: confirmations.flatMap(invoicesOf),
    };
  });
}

function invoicesOf({ document }: RememberedAction): number[] {
  const { model, ids } = document.affected_records;
  return model === "account.move" ? ids : [];
}
