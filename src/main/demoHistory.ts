import { getLiveOutreachMoments, insertOutreachLedgerRows, type NewOutreachLedgerRow } from "#src/db/access/outreachLedger.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { lockOutreach } from "#src/outreach/index.ts";
import { outreachScopeKey } from "#src/protocol/index.ts";
import type { DemoReminder } from "#simulator/index.ts";

const MILLISECONDS_PER_DAY = 86_400_000;
const MORNING = "T09:30:00Z";

/**
 * Gives the memory of a new demo the reminders that its company sent before: without them every customer would be
 * at the first level of the ladder. Does nothing where a contact was ever kept, so it may be called at every start.
 */
export async function seedDemoHistory(ctx: Context, reader: OdooReader): Promise<void> {
  if (await withTransaction(ctx, hasHistory)) return;
  const { demoPastReminders } = await import("#simulator/index.ts");
  const reminders = demoPastReminders();
  const invoices = await readInvoices(reader, reminders);
  const rows = reminders.flatMap((reminder) => rowOf(reminder, invoices) ?? []);
  await withTransaction(ctx, async (inner) => {
    // Two commands that are the first ones at once: one of them writes.
    await lockOutreach(inner, "email");
    if (!(await hasHistory(inner))) await insertOutreachLedgerRows(inner, rows);
  });
}

async function hasHistory(ctx: TxContext): Promise<boolean> {
  const [last] = await getLiveOutreachMoments(ctx, { channel: "email", since: new Date(0), skip: 0, limit: 1 });
  return last !== undefined;
}

interface Invoice {
  readonly id: number;
  readonly dueDate: string;
  readonly companyId: number;
  readonly partnerId: number;
  readonly email: string;
}

/** The reminded invoices by their customer's reference, with the address that reminders went to. */
async function readInvoices(reader: OdooReader, reminders: readonly DemoReminder[]): Promise<ReadonlyMap<string, Invoice>> {
  const references = [...new Set(reminders.flatMap((reminder) => reminder.references))];
  const rows = await reader.searchRead({
    model: "account.move",
    domain: [
      ["move_type", "=", "out_invoice"],
      ["ref", "in", references],
    ],
    fields: ["ref", "invoice_date_due", "company_id", "commercial_partner_id"],
  });
  const partnerIds = rows.map((row) => idOf(row["commercial_partner_id"]));
  const contacts = await reader.searchRead({
    model: "res.partner",
    domain: [
      ["commercial_partner_id", "in", partnerIds],
      ["email", "!=", false],
    ],
    fields: ["commercial_partner_id", "type", "email"],
    order: "id",
  });
  const addressOf = (partnerId: number): string => {
    const own = contacts.filter((contact) => idOf(contact["commercial_partner_id"]) === partnerId);
    const { email } = own.find(({ type }) => type === "invoice") ?? own[0] ?? {};
    return typeof email === "string" ? email : "";
  };
  return new Map(
    rows.map((row) => {
      const partnerId = idOf(row["commercial_partner_id"]);
      const { id, ref, invoice_date_due: dueDate, company_id: company } = row;
      return [
        String(ref),
        { id: Number(id), dueDate: String(dueDate), companyId: idOf(company), partnerId, email: addressOf(partnerId) },
      ] as const;
    }),
  );
}

function idOf(many2one: unknown): number {
  return Array.isArray(many2one) ? Number(many2one[0]) : 0;
}

/** As the outreach layer keeps a reminder that was sent; undefined when its invoices are not there. */
function rowOf(reminder: DemoReminder, invoices: ReadonlyMap<string, Invoice>): NewOutreachLedgerRow | undefined {
  const listed = reminder.references.flatMap((reference) => invoices.get(reference) ?? []);
  const [first] = listed;
  if (first === undefined) return undefined;
  const sentAt = new Date(Date.parse(`${first.dueDate}${MORNING}`) + reminder.daysAfterDue * MILLISECONDS_PER_DAY);
  return {
    id: uuidv7(sentAt),
    actionId: uuidv7(sentAt),
    partnerId: first.partnerId,
    channel: "email",
    addresses: [first.email],
    contextType: "invoice",
    contextId: 0,
    scopeKey: outreachScopeKey({ channel: "email", partnerId: first.partnerId, contextType: "invoice" }),
    state: "sent",
    actionType: "send_invoice_reminder",
    level: reminder.level,
    currency: reminder.currency,
    companyId: first.companyId,
    invoiceIds: listed.map(({ id }) => id),
    reservedAt: sentAt,
    sentAt,
    providerRef: "demo-history",
  };
}
