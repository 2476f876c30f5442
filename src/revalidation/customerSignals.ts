import { asAiCooError } from "#src/lib/errors.ts";
import type { OdooReader, RawRow } from "#src/odoo/read/index.ts";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";
import {
  addressesIn,
  couldCover,
  isFromCustomer,
  readMessages,
  readOpenCredits,
  readPlannedActivities,
  receivableFilter,
  type CustomerMessage,
  type OpenCredit,
  type PlannedActivity,
} from "#src/signals/index.ts";
import { type Evaluation, failed, notReadable, passed } from "./evaluation.ts";
import { type Facts, isPassing, type ModelFacts } from "./facts.ts";

/** The check's id: no plan holds it, because what the approver saw were the records, and these are what came after. */
export const CUSTOMER_SIGNALS = "customer-signals";

/** What people and money have done about the customers of some reminders, read once for all of them. */
export type CustomerSignals =
  | {
      readonly kind: "read";
      readonly contacts: readonly Contact[];
      /** What is overdue on each invoice, in its company's currency. */
      readonly overdue: ReadonlyMap<number, OverdueDebt>;
      readonly credits: readonly OpenCredit[];
      /** Newest first. */
      readonly messages: readonly CustomerMessage[];
      /** Soonest first. */
      readonly activities: readonly PlannedActivity[];
    }
  | Extract<ModelFacts, { kind: "unreadable" }>;

interface Contact {
  readonly id: number;
  readonly customerId: number;
  readonly emails: readonly string[];
}

/** The analysis reads Odoo some time before it composes; who had written before that would have kept the action from being proposed. */
const READ_BEFORE_MS = 15 * 60_000;

/** Actions that ask a customer for something, so that what the customer does meanwhile speaks against them. */
const ASKING: readonly ActionType[] = ["send_invoice_reminder", "follow_up_on_stale_deal", "send_deal_check_in"];

export function needsSignals(action: ActionProtocol): boolean {
  return ASKING.includes(action.action_type) && action.affected_records.partner_id !== undefined;
}

/** Reads the signals for all of these actions together; null when none needs them. The number of calls does not grow with the actions. */
export async function readSignals(reader: OdooReader, actions: readonly ActionProtocol[], now: Date): Promise<CustomerSignals | null> {
  const asking = actions.filter(needsSignals);
  if (asking.length === 0) return null;
  const customerIds = [...new Set(asking.map((action) => action.affected_records.partner_id!))];
  const [invoiceIds, leadIds] = [recordsOf(asking, "account.move"), recordsOf(asking, "crm.lead")];
  const since = new Date(Math.min(...asking.map(sinceOf)));
  const today = now.toISOString().slice(0, 10);
  try {
    const [contacts, me] = await Promise.all([readContacts(reader, customerIds), reader.whoAmI()]);
    const partnerIds = [...new Set([...customerIds, ...contacts.map(({ id }) => id)])];
    const watched = { invoiceIds, leadIds, partnerIds };
    const [{ items, credits }, messages, activities] = await Promise.all([
      readMoney(reader, invoiceIds, partnerIds, today),
      readMessages(reader, watched, since),
      // A call that this product itself planned is no promise of the customer.
      readPlannedActivities(reader, watched, today, me.userId),
    ]);
    return { kind: "read", contacts, overdue: overdueByInvoice(items), credits, messages, activities };
  } catch (caught) {
    const error = asAiCooError(caught);
    return { kind: "unreadable", passing: isPassing(error.code), reason: error.message };
  }
}

const recordsOf = (actions: readonly ActionProtocol[], of: string): number[] => [
  ...new Set(actions.flatMap(({ affected_records: { model, ids } }) => (model === of ? ids : []))),
];

/** What is overdue on these invoices and what could have paid it; nothing is asked where no action is about invoices. */
async function readMoney(
  reader: OdooReader,
  invoiceIds: readonly number[],
  partnerIds: readonly number[],
  today: string,
): Promise<{ readonly items: readonly RawRow[]; readonly credits: readonly OpenCredit[] }> {
  if (invoiceIds.length === 0) return { items: [], credits: [] };
  const receivable = await receivableFilter(reader);
  const [items, credits] = await Promise.all([
    reader.searchRead({
      model: "account.move.line",
      domain: [
        ["move_id", "in", invoiceIds],
        ["parent_state", "=", "posted"],
        receivable,
        ["date_maturity", "<", today],
        ["amount_residual", ">", 0],
      ],
      fields: ["move_id", "company_id", "amount_residual", "currency_id", "company_currency_id"],
    }),
    readOpenCredits(reader, { partnerIds, receivable }),
  ]);
  return { items, credits };
}

/** Whether the customer has paid, answered, been written to or made a promise since the reminder was proposed. */
export function evaluateSignals(action: ActionProtocol, signals: CustomerSignals, facts: Facts): Evaluation {
  if (signals.kind === "unreadable") return notReadable(signals, facts);
  const customerId = action.affected_records.partner_id!;
  const family = signals.contacts.filter((contact) => contact.customerId === customerId);
  const partnerIds = new Set([customerId, ...family.map(({ id }) => id)]);
  const records = action.affected_records;
  const isAbout = (model: string | null, id: number | null): boolean =>
    id !== null && (model === "res.partner" ? partnerIds.has(id) : model === records.model && records.ids.includes(id));

  const credit = coveringCredit(action, signals, partnerIds);
  if (credit !== null) {
    return failed(
      { open_credit: credit },
      "Payments or credit notes came in that could cover an invoice of this reminder; reconcile them first.",
    );
  }
  const emails = new Set(family.flatMap((contact) => contact.emails));
  const message = signals.messages.find(({ model, recordId, at }) => isAbout(model, recordId) && Date.parse(at) >= sinceOf(action));
  if (message !== undefined) {
    const seen = { message_id: message.id, at: message.at };
    const day = message.at.slice(0, 10);
    return isFromCustomer(message, partnerIds, emails)
      ? failed(seen, `The customer wrote on ${day}; a person should answer first.`)
      : failed(seen, `Somebody wrote to the customer from Odoo on ${day}, after this was proposed.`);
  }
  const activity = signals.activities.find(({ res_model: model, res_id: id }) => isAbout(model, id));
  if (activity !== undefined) {
    const what = activity.summary ?? activity.activity_type_id?.name ?? "An activity";
    return failed({ activity_id: activity.id }, `"${what}" is planned with this customer for ${activity.date_deadline ?? "later"}.`);
  }
  return passed(
    { customer_id: customerId },
    "The customer has not paid, written, been written to or promised anything since this was proposed.",
  );
}

/** The open credit, in the company's currency, that is at least as large as what is overdue on one of the invoices. */
function coveringCredit(
  action: ActionProtocol,
  { overdue, credits }: Extract<CustomerSignals, { kind: "read" }>,
  partnerIds: ReadonlySet<number>,
): number | null {
  if (action.affected_records.model !== "account.move") return null;
  for (const id of action.affected_records.ids) {
    const invoice = overdue.get(id);
    if (invoice === undefined) continue;
    const sum = credits
      .filter(({ companyId, partnerId }) => companyId === invoice.companyId && partnerIds.has(partnerId))
      .reduce((total, { amount }) => total + amount, 0);
    if (couldCover(sum, invoice.amount, invoice.isForeign)) return sum;
  }
  return null;
}

/** Messages carry whole seconds. */
function sinceOf({ created_at: createdAt }: ActionProtocol): number {
  return Math.floor(Date.parse(createdAt) / 1000) * 1000 - READ_BEFORE_MS;
}

async function readContacts(reader: OdooReader, customerIds: readonly number[]): Promise<Contact[]> {
  const rows = await reader.searchRead({
    model: "res.partner",
    domain: [["commercial_partner_id", "in", customerIds]],
    fields: ["commercial_partner_id", "email"],
  });
  return rows.flatMap((row): Contact[] => {
    const customerId = idOf(row["commercial_partner_id"]);
    if (customerId === null) return [];
    return [{ id: Number(row["id"]), customerId, emails: addressesIn(typeof row["email"] === "string" ? row["email"] : null) }];
  });
}

/** What is overdue on an invoice, in the company's currency, and whether it was written in another one. */
interface OverdueDebt {
  readonly companyId: number;
  readonly amount: number;
  readonly isForeign: boolean;
}

function overdueByInvoice(items: readonly RawRow[]): Map<number, OverdueDebt> {
  const sums = new Map<number, OverdueDebt>();
  for (const { move_id: move, company_id: company, amount_residual: residual, currency_id: currency, company_currency_id: home } of items) {
    const [invoiceId, companyId] = [idOf(move), idOf(company)];
    if (invoiceId === null || companyId === null || typeof residual !== "number") continue;
    const isForeign = idOf(currency) !== null && idOf(currency) !== idOf(home);
    sums.set(invoiceId, { companyId, amount: (sums.get(invoiceId)?.amount ?? 0) + residual, isForeign });
  }
  return sums;
}

const idOf = (value: unknown): number | null => (Array.isArray(value) && typeof value[0] === "number" ? value[0] : null);
