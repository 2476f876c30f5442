import { defineModel, moveLineModel } from "#src/odoo/models/index.ts";
import type { Commitment } from "#src/signals/index.ts";
import { dayIn } from "../calendar.ts";
import { matchedItemModel, matchModel } from "../odooRecords.ts";
import type { CompanyRun } from "../run.ts";

const line = moveLineModel.shape;

/** An invoice's item that money was matched with, open or settled by now. */
const settledItemModel = defineModel("account.move.line", {
  move_id: line.move_id,
  partner_id: line.partner_id,
  currency_id: line.currency_id,
  date: line.date,
  date_maturity: line.date_maturity,
});

/** Money that came in by bank, cash or card and was matched with an item of an invoice. */
export interface Receipt {
  readonly invoiceId: number;
  readonly partnerId: number;
  readonly currencyId: number;
  /** The currency's ISO code. */
  readonly currency: string;
  /** The invoice's own day, and the day on which the item is due. */
  readonly date: string;
  readonly dueDate: string;
  /** The day on which the money came. */
  readonly day: string;
  /** In the invoice's currency. */
  readonly amount: number;
}

/**
 * What came in since the first of these promises that names an amount was made; nothing is read where none does. A credit
 * note is no payment.
 */
export async function readReceipts(run: CompanyRun, promises: readonly Commitment[], partnerIds: readonly number[]): Promise<Receipt[]> {
  const { reader, company } = run;
  const ofAmounts = promises.filter(({ amount }) => amount !== null);
  const earliest = ofAmounts.map(({ recordedAt }) => dayIn(company.timezone, new Date(recordedAt))).toSorted()[0];
  if (earliest === undefined) return [];
  const matches = await reader.list(matchModel, {
    domain: [
      ["debit_move_id.company_id", "=", company.id],
      ["credit_move_id.date", ">=", earliest],
      ["credit_move_id.journal_id.type", "in", ["bank", "cash", "credit"]],
      "|",
      ["debit_move_id.partner_id", "in", partnerIds],
      ["debit_move_id.move_id", "in", ofAmounts.flatMap(({ invoiceIds }) => invoiceIds)],
    ],
  });
  if (matches.length === 0) return [];
  const idsOf = (side: "debit_move_id" | "credit_move_id"): number[] => [
    ...new Set(matches.flatMap((match) => (match[side] === null ? [] : [match[side].id]))),
  ];
  const [items, payments] = await Promise.all([
    reader.byIds(settledItemModel, idsOf("debit_move_id")),
    reader.byIds(matchedItemModel, idsOf("credit_move_id")),
  ]);
  const itemOf = new Map(items.map((item) => [item.id, item]));
  const dayOf = new Map(payments.map(({ id, date }) => [id, date]));
  return matches.flatMap(({ debit_move_id: debit, credit_move_id: credit, debit_amount_currency: amount }): Receipt[] => {
    const item = debit === null ? undefined : itemOf.get(debit.id);
    const day = credit === null ? null : (dayOf.get(credit.id) ?? null);
    if (item === undefined || day === null) return [];
    const { move_id: invoice, partner_id: partner, currency_id: currency, date, date_maturity: dueDate } = item;
    if (invoice === null || partner === null || currency === null || date === null) return [];
    return [
      {
        invoiceId: invoice.id,
        partnerId: partner.id,
        currencyId: currency.id,
        currency: currency.name,
        date,
        dueDate: dueDate ?? date,
        day,
        amount,
      },
    ];
  });
}
