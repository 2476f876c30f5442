import { addressesIn, isFromCustomer } from "#src/signals/index.ts";
import type { CurrencyRef, CustomerRef, LeftOutInvoice, OverdueInvoice } from "../findings.ts";
import type { CompanyRun } from "../run.ts";
import type { CustomerDebt } from "./consolidate.ts";
import type { CustomerFacts } from "./decide.ts";
import type { Evidence } from "./evidence.ts";
import { familyIds } from "./families.ts";
import { composeInvoice, debtKey, disputeHold, type DetailedDebt } from "./invoices.ts";
import { laterOf, type CustomerMemories, type Done, type InvoiceMemory } from "./memory.ts";
import { addresseeOf, type Family } from "./recipient.ts";
import { invoiceHold, recordedAbout, type Recorded } from "./recorded.ts";
import { endedByReply, type EndedByReply } from "./replies.ts";

/** What is known of one customer's debt before the other customers of the run are looked at. */
export interface Dossier extends Omit<CustomerFacts, "alreadyReminded"> {
  /** The answer that ended the reminders of some or all of it. */
  readonly reply: EndedByReply | null;
}

export interface Memories {
  readonly invoices: InvoiceMemory;
  readonly customers: CustomerMemories;
}

/**
 * Puts together what was read about one debt; null when it cannot be read any more. When everything was paid or
 * taken out since the first pass, no invoice is left to ask for.
 */
export function composeDossier(
  run: CompanyRun,
  debt: CustomerDebt,
  currency: CurrencyRef | undefined,
  evidence: Evidence,
  memories: Memories,
): Dossier | null {
  const family = evidence.families.get(debt.partnerId);
  const detail = evidence.details.get(debtKey(debt));
  if (family === undefined || detail === undefined || currency === undefined) return null;
  const ids = familyIds(family);
  const { recorded: ofCustomer, ...memory } = memories.customers.of(ids);
  const recorded = recordedAbout(ofCustomer, { companyId: run.company.id, currency: currency.code });
  const sorted = sortOut(run, detail, currency, evidence, recorded);
  const whole = detail.truncated ? debt.askable : null;
  const signals = signalsOf(family, evidence);
  const reply = endedByReply({
    invoices: overdueOf(detail),
    previousOf: (id) => memories.invoices.about(id, debt.partnerId).previous,
    received: signals.received,
    recorded,
    timezone: run.company.timezone,
  });
  const { invoices, leftOut, ended } = withoutAnswered(sorted, reply, whole !== null);
  return {
    customer: customerRef(family, evidence.countries),
    currency,
    invoices,
    leftOut,
    omittedInvoices: whole === null ? 0 : Math.max(1, whole.invoiceCount - invoices.length),
    whole,
    ...doneAbout(invoices, debt.partnerId, memories.invoices, whole),
    openCreditCompany: ids.reduce((sum, id) => sum + (evidence.credits.get(id) ?? 0), 0),
    addressee: addresseeOf(family, memories.customers.isSuppressed, (id) => evidence.countries.get(id) ?? null),
    isArchived: !family.root.active,
    memory,
    recorded,
    ...signals,
    ended,
    reply,
    ownSalesperson: (family.root.user_id === null ? undefined : evidence.salespeople.get(family.root.user_id.id)) ?? null,
  };
}

/** What people do about the customer, on any of its records and whatever the currency. */
function signalsOf(family: Family, evidence: Evidence): Pick<CustomerFacts, "activity" | "sent" | "received"> {
  const partnerIds = new Set(familyIds(family));
  const isAbout = (model: string | null, id: number | null): boolean => {
    if (id === null) return false;
    if (model === "res.partner") return partnerIds.has(id);
    const owner = model === "account.move" ? evidence.invoiceRows.get(id)?.partner_id?.id : undefined;
    return owner !== undefined && partnerIds.has(owner);
  };
  const emails = new Set([family.root, ...family.contacts].flatMap(({ email }) => addressesIn(email)));
  const messages = evidence.messages.filter(({ model, recordId }) => isAbout(model, recordId));
  return {
    activity: evidence.activities.find(({ res_model, res_id }) => isAbout(res_model, res_id)),
    sent: messages.find((message) => !isFromCustomer(message, partnerIds, emails)),
    received: messages.find((message) => isFromCustomer(message, partnerIds, emails)),
  };
}

/** The invoices that are asked for, oldest first, and those that are not. */
function sortOut(
  run: CompanyRun,
  detail: DetailedDebt,
  currency: CurrencyRef,
  evidence: Evidence,
  recorded: Recorded,
): { invoices: OverdueInvoice[]; leftOut: LeftOutInvoice[] } {
  const invoices: OverdueInvoice[] = [];
  const leftOut: LeftOutInvoice[] = [];
  for (const [invoiceId, lines] of detail.items) {
    const row = evidence.invoiceRows.get(invoiceId);
    if (row === undefined || row.state !== "posted" || (row.payment_state !== "not_paid" && row.payment_state !== "partial")) continue;
    const large = lines.filter((line) => line.disputed || line.residualCompany > run.settings.reminders.tolerance);
    if (large.length === 0) continue;
    const invoice = composeInvoice({
      row,
      lines: large,
      currency,
      companyDecimals: run.company.currency.decimals,
      today: run.today,
      salesperson: row.invoice_user_id === null ? null : (evidence.salespeople.get(row.invoice_user_id.id) ?? null),
      exclusionField: evidence.exclusionField,
    });
    const hold =
      disputeHold(large, invoice.number) ??
      invoiceHold(recorded, invoice, run.company.timezone) ??
      (evidence.directDebits.has(invoiceId) ? directDebitHold(invoice) : null);
    if (hold === null) invoices.push(invoice);
    else leftOut.push({ id: invoice.id, number: invoice.number, residual: invoice.residual, hold });
  }
  invoices.sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : a.id - b.id));
  return { invoices, leftOut };
}

/** What is overdue as it was read, whatever is asked for of it. */
function overdueOf({ items }: DetailedDebt): Pick<OverdueInvoice, "id" | "dueDate">[] {
  return [...items].flatMap(([id, lines]) => {
    const [dueDate] = lines.map((line) => line.dueDate).toSorted();
    return dueDate === undefined ? [] : [{ id, dueDate }];
  });
}

/**
 * What is left to remind of where the customer has answered: the invoices that fell due since. Where there are none, all stay in
 * the dossier, because a person is still told of a debt that grows old. Of a list that is not complete nobody knows which are new.
 */
function withoutAnswered(
  { invoices, leftOut }: Pick<CustomerFacts, "invoices" | "leftOut">,
  reply: EndedByReply | null,
  isIncomplete: boolean,
): Pick<CustomerFacts, "invoices" | "leftOut" | "ended"> {
  const isAnswered = ({ id }: OverdueInvoice): boolean => reply?.invoiceIds.includes(id) === true;
  if (reply === null || !invoices.some(isAnswered)) return { invoices, leftOut, ended: null };
  if (isIncomplete || invoices.every(isAnswered)) return { invoices, leftOut, ended: reply.hold };
  const answered = invoices.filter(isAnswered).map(({ id, number, residual }) => ({ id, number, residual, hold: reply.hold }));
  return { invoices: invoices.filter((one) => !isAnswered(one)), leftOut: [...leftOut, ...answered], ended: null };
}

function directDebitHold(invoice: OverdueInvoice): LeftOutInvoice["hold"] {
  return {
    reason: "direct_debit",
    sentence: `${invoice.number} is collected by direct debit.`,
    until: null,
    record: { model: "account.move", id: invoice.id },
  };
}

/** What was done about these invoices before; of a truncated list the sums of the first pass know better. */
function doneAbout(invoices: readonly OverdueInvoice[], partnerId: number, memory: InvoiceMemory, whole: CustomerDebt["askable"]): Done {
  if (whole !== null) return { previous: whole.previous, collectionMade: whole.collectionMade, escalationMade: whole.escalationMade };
  const done = invoices.map(({ id }) => memory.about(id, partnerId));
  return {
    previous: done.reduce<Done["previous"]>((last, { previous }) => laterOf(last, previous), null),
    collectionMade: done.some(({ collectionMade }) => collectionMade),
    escalationMade: done.some(({ escalationMade }) => escalationMade),
  };
}

export function customerRef({ root }: Family, countries: ReadonlyMap<number, string>): CustomerRef {
  return {
    partnerId: root.id,
    name: root.name ?? `Partner ${root.id}`,
    phone: root.phone ?? root.mobile,
    country: root.country_id === null ? null : (countries.get(root.country_id.id) ?? null),
    lang: root.lang,
  };
}
