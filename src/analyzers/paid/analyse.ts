import { chunk } from "#src/lib/asynchronous.ts";
import { roundMoney, sumMoney } from "#src/lib/money.ts";
import { addDays, momentAfter } from "../calendar.ts";
import { readCountryCodes, readCurrencies } from "../companies.ts";
import type { PaidInvoice, PaidInvoiceFinding } from "../findings.ts";
import { matchedItemModel, matchModel, overdueInvoiceModel } from "../odooRecords.ts";
import { customerRef } from "../overdue/dossiers.ts";
import { readFamilies } from "../overdue/families.ts";
import { asRead, type InvoiceRow } from "../overdue/invoices.ts";
import type { CustomerMemories } from "../overdue/memory.ts";
import { readSalespeople } from "../overdue/people.ts";
import { addresseeOf } from "../overdue/recipient.ts";
import type { CompanyRun } from "../run.ts";

const INVOICES_PER_READ = 500;

/** Reminders older than this are not looked at again: their invoices were confirmed, or paid too long ago to say so. */
const REMINDED_WITHIN_DAYS = 365;

/**
 * Invoices of one company that were reminded and have now been paid in full by reconciled payments within the
 * last days, consolidated per customer and currency. Each invoice once; a credit note is no payment, and an
 * invoice that one settled in part is not confirmed: its total is not what was paid. Customers in `reminded` get another message in this run and are confirmed in a later one.
 */
export async function analysePaid(
  run: CompanyRun,
  customerMemories: CustomerMemories,
  reminded: ReadonlySet<number>,
): Promise<PaidInvoiceFinding[]> {
  const paid: PaidRow[] = [];
  for (const ids of chunk(remindedInvoiceIds(run), INVOICES_PER_READ)) paid.push(...(await readPaid(run, ids)));
  const groups = Map.groupBy(
    paid.filter(({ row }) => row.commercial_partner_id !== null && !reminded.has(row.commercial_partner_id.id)),
    ({ row }) => `${row.commercial_partner_id?.id}:${row.currency_id?.id}`,
  );
  if (groups.size === 0) return [];
  const findings = await compose(run, customerMemories, [...groups.values()]);
  return findings.toSorted((a, b) => b.totalCompany - a.totalCompany || a.customer.partnerId - b.customer.partnerId);
}

interface PaidRow {
  readonly row: InvoiceRow;
  readonly paidOn: string;
}

function remindedInvoiceIds({ memory, now, settings }: CompanyRun): number[] {
  const refused = memory.rejected.filter(
    ({ actionType, at }) => actionType === "send_payment_confirmation" && momentAfter(at, settings.daysAfterRejection) > now,
  );
  // Neither confirmed already, nor by a mail that a person did not want to be sent.
  const confirmed = new Set([...memory.confirmedInvoiceIds, ...refused.flatMap(({ recordIds }) => recordIds)]);
  const since = momentAfter(now.toISOString(), -REMINDED_WITHIN_DAYS);
  const recent = memory.reminders.filter(({ at }) => new Date(at) >= since);
  return [...new Set(recent.flatMap(({ invoiceIds }) => invoiceIds))].filter((id) => !confirmed.has(id));
}

async function readPaid(run: CompanyRun, invoiceIds: readonly number[]): Promise<PaidRow[]> {
  const rows = await run.reader.list(overdueInvoiceModel, {
    domain: [
      ["company_id", "=", run.company.id],
      ["id", "in", invoiceIds],
      ["move_type", "=", "out_invoice"],
      ["state", "=", "posted"],
      ["payment_state", "=", "paid"],
      // From release 18 an invoice may count as paid while its payment still waits for the bank.
      ["amount_residual", "=", 0],
    ],
  });
  if (rows.length === 0) return [];
  const payments = await readPayments(
    run,
    rows.map(({ id }) => id),
  );
  const earliest = addDays(run.today, -run.settings.recentPaidDays);
  return rows.flatMap((row): PaidRow[] => {
    const received = payments.get(row.id);
    if (received === undefined || received.paidOn < earliest || !isSame(received.amount, row.amount_total)) return [];
    return [{ row, paidOn: received.paidOn }];
  });
}

/** What came in for an invoice by bank, cash or card, in the invoice's currency, and the day of the last of it. */
interface Received {
  readonly amount: number;
  readonly paidOn: string;
}

/** Amounts are rounded to their currency in Odoo; no currency has more decimals than this. */
const DECIMALS = 4;

const isSame = (one: number, other: number): boolean => roundMoney(one - other, DECIMALS) === 0;

/**
 * What each invoice was matched with in the bank, cash and card journals; invoices without such a match are absent. It
 * goes by the single matches, because a payment that is larger than its invoices never becomes a full reconciliation.
 */
async function readPayments(run: CompanyRun, invoiceIds: readonly number[]): Promise<Map<number, Received>> {
  const { reader, company } = run;
  const matches = await reader.list(matchModel, {
    domain: [
      ["debit_move_id.company_id", "=", company.id],
      ["debit_move_id.move_id", "in", invoiceIds],
    ],
  });
  if (matches.length === 0) return new Map();
  const [own, payments] = await Promise.all([
    reader.byIds(matchedItemModel, idsOf(matches.map(({ debit_move_id: item }) => item))),
    reader.list(matchedItemModel, {
      domain: [
        ["company_id", "=", company.id],
        ["id", "in", idsOf(matches.map(({ credit_move_id: item }) => item))],
        ["journal_id.type", "in", ["bank", "cash", "credit"]],
      ],
    }),
  ]);
  const invoiceOf = new Map(own.map(({ id, move_id: invoice }) => [id, invoice?.id]));
  const dayOf = new Map(payments.map(({ id, date }) => [id, date]));
  const received = new Map<number, Received>();
  for (const { debit_move_id: item, credit_move_id: payment, debit_amount_currency: amount } of matches) {
    const invoiceId = item === null ? undefined : invoiceOf.get(item.id);
    const day = payment === null ? null : dayOf.get(payment.id);
    if (invoiceId === undefined || day === undefined || day === null) continue;
    const before = received.get(invoiceId) ?? { amount: 0, paidOn: day };
    received.set(invoiceId, { amount: before.amount + amount, paidOn: day > before.paidOn ? day : before.paidOn });
  }
  return received;
}

function idsOf(refs: readonly ({ readonly id: number } | null)[]): number[] {
  return [...new Set(refs.flatMap((ref) => (ref === null ? [] : [ref.id])))];
}

/** Findings of the customers that can be written to; thanks are not worth telling anybody why they were not sent. */
async function compose(run: CompanyRun, customerMemories: CustomerMemories, groups: readonly PaidRow[][]): Promise<PaidInvoiceFinding[]> {
  const { reader, company } = run;
  const rows = groups.flat().map(({ row }) => row);
  const [families, currencies] = await Promise.all([
    readFamilies(reader, [...new Set(rows.map((row) => row.commercial_partner_id!.id))]),
    readCurrencies(
      reader,
      rows.flatMap((row) => (row.currency_id === null ? [] : [row.currency_id.id])),
    ),
  ]);
  const contacts = [...families.values()].flatMap(({ root, contacts: others }) => [root, ...others]);
  const [salespeople, countries] = await Promise.all([
    readSalespeople(
      reader,
      [...rows.map((row) => row.invoice_user_id?.id), ...contacts.map((row) => row.user_id?.id)].filter((id) => id !== undefined),
    ),
    readCountryCodes(
      reader,
      contacts.flatMap(({ country_id }) => (country_id === null ? [] : [country_id.id])),
    ),
  ]);
  return groups.flatMap((group): PaidInvoiceFinding[] => {
    const first = group[0]!.row;
    const family = families.get(first.commercial_partner_id!.id);
    const currency = first.currency_id === null ? undefined : currencies.get(first.currency_id.id);
    if (family === undefined || currency === undefined) return [];
    const addressee = addresseeOf(family, customerMemories.isSuppressed, (id) => countries.get(id) ?? null);
    if (addressee.kind === "none") return [];
    const salespersonOf = (userId: number | undefined): PaidInvoice["salesperson"] =>
      userId === undefined ? null : (salespeople.get(userId) ?? null);
    const invoices = group
      .map(({ row, paidOn }): PaidInvoice => ({
        id: row.id,
        number: row.name ?? `#${row.id}`,
        date: row.invoice_date,
        total: roundMoney(row.amount_total, currency.decimals),
        paidOn,
        partnerId: row.partner_id?.id ?? family.root.id,
        salesperson: salespersonOf(row.invoice_user_id?.id),
        asRead: asRead(row),
      }))
      .toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : a.id - b.id));
    return [
      {
        kind: "paid_invoices",
        company,
        customer: customerRef(family, countries),
        currency,
        invoices,
        total: sumMoney(
          invoices.map(({ total }) => total),
          currency.decimals,
        ),
        totalCompany: sumMoney(
          group.map(({ row }) => row.amount_total_signed),
          company.currency.decimals,
        ),
        recipient: addressee.to,
        cc: addressee.cc,
        salesperson: invoices.find(({ salesperson }) => salesperson !== null)?.salesperson ?? salespersonOf(family.root.user_id?.id),
      },
    ];
  });
}
