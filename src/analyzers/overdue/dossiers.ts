import { momentAfter } from "../calendar.ts";
import { readCountryCodes } from "../companies.ts";
import type { CurrencyRef, CustomerRef, LeftOutInvoice, OverdueInvoice } from "../findings.ts";
import { overdueInvoiceModel } from "../odooRecords.ts";
import type { CompanyRun } from "../run.ts";
import type { CustomerDebt } from "./consolidate.ts";
import { readOpenCredits } from "./credits.ts";
import type { CustomerFacts } from "./decide.ts";
import { readDirectDebits } from "./directDebit.ts";
import { familyIds, readFamilies } from "./families.ts";
import { composeInvoice, debtKey, disputeHold, readDebts, type DetailedDebt, type InvoiceRow } from "./invoices.ts";
import { exclusionFieldOf } from "./items.ts";
import { laterOf, type CustomerMemories, type Done, type InvoiceMemory } from "./memory.ts";
import { readSalespeople } from "./people.ts";
import { addresseeOf, type Family } from "./recipient.ts";
import { isFromCustomer, readMessages, readPlannedActivities } from "./signals.ts";
import { addressesIn } from "./emailAddress.ts";

export interface DossierInput {
  readonly run: CompanyRun;
  readonly debts: readonly CustomerDebt[];
  readonly currencies: ReadonlyMap<number, CurrencyRef>;
  /** Partners whose items belong to a commercial entity. */
  readonly partnersBehind: (commercialId: number) => readonly number[];
  readonly commercialOf: (partnerId: number) => number;
  readonly invoiceMemory: InvoiceMemory;
  readonly customerMemories: CustomerMemories;
}

export type Dossier = Omit<CustomerFacts, "alreadyReminded">;

/**
 * Reads all there is to know about some customers: a handful of calls for all of them together. A debt whose
 * invoices were all paid or taken out since the first pass has no askable invoice; then only `leftOut` is filled.
 */
export async function readDossiers(input: DossierInput): Promise<Map<string, Dossier>> {
  const { run, debts, currencies } = input;
  const { reader } = run;
  const customerIds = [...new Set(debts.map(({ partnerId }) => partnerId))];
  const [families, details, exclusionField] = await Promise.all([
    readFamilies(reader, customerIds),
    readDebts(run, debts, customerIds.flatMap(input.partnersBehind), input.commercialOf),
    exclusionFieldOf(reader),
  ]);
  const invoiceIds = [...new Set([...details.values()].flatMap(({ items }) => [...items.keys()]))];
  const partnerIds = [...families.values()].flatMap(familyIds);
  const watched = { invoiceIds, partnerIds };
  const [rows, activities, messages, credits, directDebits] = await Promise.all([
    reader.byIds(overdueInvoiceModel, invoiceIds),
    readPlannedActivities(reader, watched, run.today),
    readMessages(reader, watched, momentAfter(run.now.toISOString(), -run.settings.reminders.minDaysBetweenContacts)),
    readOpenCredits(run, partnerIds),
    readDirectDebits(reader, invoiceIds),
  ]);
  const invoiceRows = new Map(rows.map((row) => [row.id, row]));
  const contactRows = [...families.values()].flatMap(({ root, contacts }) => [root, ...contacts]);
  const [salespeople, countries] = await Promise.all([
    readSalespeople(
      reader,
      [...rows.map((row) => row.invoice_user_id?.id), ...contactRows.map((row) => row.user_id?.id)].filter((id) => id !== undefined),
    ),
    readCountryCodes(
      reader,
      contactRows.flatMap(({ country_id }) => (country_id === null ? [] : [country_id.id])),
    ),
  ]);

  const dossiers = new Map<string, Dossier>();
  for (const debt of debts) {
    const family = families.get(debt.partnerId);
    const detail = details.get(debtKey(debt));
    const currency = currencies.get(debt.currencyId);
    if (family === undefined || detail === undefined || currency === undefined) continue;
    const sorted = sortOut({ run, detail, invoiceRows, currency, salespeople, exclusionField, directDebits });
    const ids = new Set(familyIds(family));
    const about = isAbout(ids, new Set(detail.items.keys()));
    const emails = new Set([family.root, ...family.contacts].flatMap(({ email }) => addressesIn(email)));
    const own = messages.filter(({ model, recordId }) => about(model, recordId));
    dossiers.set(debtKey(debt), {
      customer: customerRef(family, countries),
      currency,
      ...sorted,
      omittedInvoices: omitted(debt, detail, sorted.invoices.length),
      whole: detail.truncated ? debt.askable : null,
      ...doneAbout(sorted.invoices, debt.partnerId, input.invoiceMemory, detail.truncated ? debt.askable : null),
      openCreditCompany: [...ids].reduce((sum, id) => sum + (credits.get(id) ?? 0), 0),
      addressee: addresseeOf(family, input.customerMemories.isSuppressed, (id) => countries.get(id) ?? null),
      memory: input.customerMemories.of([...ids]),
      activity: activities.find(({ res_model, res_id }) => res_model !== null && res_id !== null && about(res_model, res_id)),
      sent: own.find((message) => !isFromCustomer(message, ids, emails)),
      received: own.find((message) => isFromCustomer(message, ids, emails)),
      ownSalesperson: (family.root.user_id === null ? undefined : salespeople.get(family.root.user_id.id)) ?? null,
    });
  }
  return dossiers;
}

/** The invoices that are asked for, oldest first, and those that are not. */
function sortOut(facts: {
  readonly run: CompanyRun;
  readonly detail: DetailedDebt;
  readonly invoiceRows: ReadonlyMap<number, InvoiceRow>;
  readonly currency: CurrencyRef;
  readonly salespeople: Awaited<ReturnType<typeof readSalespeople>>;
  readonly exclusionField: "no_followup" | "blocked" | null;
  readonly directDebits: ReadonlySet<number>;
}): { invoices: OverdueInvoice[]; leftOut: LeftOutInvoice[] } {
  const { run, detail, currency } = facts;
  const invoices: OverdueInvoice[] = [];
  const leftOut: LeftOutInvoice[] = [];
  for (const [invoiceId, lines] of detail.items) {
    const row = facts.invoiceRows.get(invoiceId);
    if (row === undefined || row.state !== "posted" || (row.payment_state !== "not_paid" && row.payment_state !== "partial")) continue;
    const large = lines.filter((line) => line.disputed || line.residualCompany > run.settings.reminders.tolerance);
    if (large.length === 0) continue;
    const invoice = composeInvoice({
      row,
      lines: large,
      currency,
      companyDecimals: run.company.currency.decimals,
      today: run.today,
      salesperson: row.invoice_user_id === null ? null : (facts.salespeople.get(row.invoice_user_id.id) ?? null),
      exclusionField: facts.exclusionField,
    });
    const hold = disputeHold(large, invoice.number) ?? (facts.directDebits.has(invoiceId) ? directDebitHold(invoice) : null);
    if (hold === null) invoices.push(invoice);
    else leftOut.push({ id: invoice.id, number: invoice.number, residual: invoice.residual, hold });
  }
  invoices.sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : a.id - b.id));
  return { invoices, leftOut };
}

function directDebitHold(invoice: OverdueInvoice): LeftOutInvoice["hold"] {
  return {
    reason: "direct_debit",
    sentence: `${invoice.number} is collected by direct debit.`,
    until: null,
    record: { model: "account.move", id: invoice.id },
  };
}

function omitted(debt: CustomerDebt, detail: DetailedDebt, listed: number): number {
  return detail.truncated ? Math.max(1, (debt.askable?.invoiceCount ?? 0) - listed) : 0;
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

function isAbout(partnerIds: ReadonlySet<number>, invoiceIds: ReadonlySet<number>): (model: string, id: number) => boolean {
  return (model, id) => (model === "res.partner" && partnerIds.has(id)) || (model === "account.move" && invoiceIds.has(id));
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
