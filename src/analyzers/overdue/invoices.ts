import { roundMoney, sumMoney } from "#src/lib/money.ts";
import type { RecordOf } from "#src/odoo/models/index.ts";
import { daysBetween } from "../calendar.ts";
import type { CurrencyRef, Hold, OverdueInvoice, OverdueItem, PaymentState, Salesperson } from "../findings.ts";
import type { overdueInvoiceModel } from "../odooRecords.ts";
import type { CompanyRun } from "../run.ts";
import { overdueLines, type OverdueLine } from "./items.ts";

/** What is kept of a customer's overdue invoices in one currency: the oldest, as many as a message can list and one more. */
export interface DetailedDebt {
  /** Invoice ids with their overdue items. */
  readonly items: ReadonlyMap<number, readonly OverdueLine[]>;
  /** Whether there are more invoices than are kept. */
  readonly truncated: boolean;
}

export interface DebtKey {
  readonly partnerId: number;
  readonly currencyId: number;
}

export function debtKey({ partnerId, currencyId }: DebtKey): string {
  return `${partnerId}:${currencyId}`;
}

/** The overdue items of some customers. `commercialOf` gives the commercial entity of a partner on an item. */
export async function readDebts(
  run: CompanyRun,
  wanted: readonly DebtKey[],
  linePartnerIds: readonly number[],
  commercialOf: (partnerId: number) => number,
): Promise<Map<string, DetailedDebt>> {
  const kept = new Map(wanted.map((key) => [debtKey(key), { items: new Map<number, OverdueLine[]>(), truncated: false }]));
  const limit = run.settings.reminders.maxInvoicesPerMessage + 1;
  for await (const page of overdueLines(run, [["partner_id", "in", linePartnerIds]])) {
    for (const line of page) {
      const debt = kept.get(debtKey({ partnerId: commercialOf(line.partner.id), currencyId: line.currencyId }));
      if (debt === undefined) continue;
      const items = debt.items.get(line.invoiceId);
      if (items !== undefined) items.push(line);
      else debt.items.set(line.invoiceId, [line]);
      if (debt.items.size > limit) {
        debt.items.delete(youngestOf(debt.items));
        debt.truncated = true;
      }
    }
  }
  return kept;
}

function youngestOf(items: ReadonlyMap<number, readonly OverdueLine[]>): number {
  let youngest = 0;
  let latest = "";
  for (const [invoiceId, [line]] of items) {
    if (line!.dueDate < latest) continue;
    latest = line!.dueDate;
    youngest = invoiceId;
  }
  return youngest;
}

export type InvoiceRow = RecordOf<typeof overdueInvoiceModel>;

/** Builds the invoice of a finding out of its row and its overdue items. */
export function composeInvoice(facts: {
  readonly row: InvoiceRow;
  readonly lines: readonly OverdueLine[];
  readonly currency: CurrencyRef;
  readonly companyDecimals: number;
  readonly today: string;
  readonly salesperson: Salesperson | null;
  readonly exclusionField: "no_followup" | "blocked" | null;
}): OverdueInvoice {
  const { row, currency, companyDecimals, today } = facts;
  const items = facts.lines
    .map((line): OverdueItem => ({
      lineId: line.lineId,
      dueDate: line.dueDate,
      daysOverdue: daysBetween(line.dueDate, today),
      residual: roundMoney(line.residual, currency.decimals),
      residualCompany: roundMoney(line.residualCompany, companyDecimals),
    }))
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : a.lineId - b.lineId));
  const oldest = items[0]!;
  const residual = sumMoney(
    items.map((item) => item.residual),
    currency.decimals,
  );
  const residualTotal = roundMoney(row.amount_residual, currency.decimals);
  return {
    id: row.id,
    number: row.name ?? `#${row.id}`,
    reference: row.ref,
    paymentReference: row.payment_reference,
    date: row.invoice_date,
    dueDate: oldest.dueDate,
    daysOverdue: oldest.daysOverdue,
    residual,
    residualCompany: sumMoney(
      items.map((item) => item.residualCompany),
      companyDecimals,
    ),
    residualTotal,
    total: roundMoney(row.amount_total, currency.decimals),
    partnerId: row.partner_id?.id ?? facts.lines[0]!.partner.id,
    paymentState: asPaymentState(row.payment_state),
    hasInstalments: items.length > 1 || residual < residualTotal,
    items,
    salesperson: facts.salesperson,
    exclusion:
      facts.exclusionField === null
        ? null
        : { model: "account.move.line", ids: items.map(({ lineId }) => lineId), field: facts.exclusionField },
    asRead: asRead(row),
  };
}

/** What the revalidation of an action on this invoice expects to find again. */
export function asRead(row: InvoiceRow): OverdueInvoice["asRead"] {
  return {
    state: row.state ?? "",
    payment_state: row.payment_state ?? "",
    amount_residual: row.amount_residual,
    invoice_date_due: row.invoice_date_due,
    partner_id: row.partner_id?.id ?? 0,
  };
}

const PAYMENT_STATES: readonly PaymentState[] = ["not_paid", "in_payment", "paid", "partial", "reversed", "blocked", "invoicing_legacy"];

function asPaymentState(value: string | null): PaymentState {
  return PAYMENT_STATES.find((state) => state === value) ?? "not_paid";
}

/** Why an invoice is left out: it is marked in Odoo. */
export function disputeHold(lines: readonly OverdueLine[], number: string): Hold | null {
  const disputed = lines.find((line) => line.disputed);
  if (disputed === undefined) return null;
  return {
    reason: "disputed",
    sentence: `${number} is marked in Odoo as disputed or excluded from follow-up.`,
    until: null,
    record: { model: "account.move", id: disputed.invoiceId },
  };
}
