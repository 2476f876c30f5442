import { date, datetime, defineModel, many2one, number } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { earliestEffect, listAmong, type Subject } from "../observer.ts";

/** Something that an invoice was matched with. */
export interface Settlement {
  /** `money`: by bank, cash or card. `credited`: a credit note. `other`: any other entry, such as a write-off. */
  readonly kind: "money" | "credited" | "other";
  /** In the invoice's currency, major unit. */
  readonly amount: number;
  /** The accounting day of the other side. */
  readonly day: string;
  /** When the other side was entered in Odoo, UTC; null where this Odoo does not say. */
  readonly enteredAt: string | null;
  /** When they were matched, UTC. */
  readonly matchedAt: string;
}

const match = defineModel("account.partial.reconcile", {
  debit_move_id: many2one(),
  credit_move_id: many2one(),
  /** In the currency of the debit item: the invoice's. Zero for a difference in exchange. */
  debit_amount_currency: number(),
  create_date: datetime(),
});
const otherSide = defineModel("account.move.line", { date: date(), create_date: datetime() });
const bare = defineModel("account.move.line", { date: date() });

/**
 * What these invoices were matched with since the earliest of the effects, by invoice id. It goes by the single matches,
 * because a payment that is larger than its invoices never becomes a full reconciliation; one that is taken apart again
 * (a direct debit that came back, a payment that was cancelled) is not among them any more.
 */
export async function readSettlements(
  reader: OdooReader,
  {
    invoiceIds,
    invoiceOf,
    subjects,
  }: { readonly invoiceIds: readonly number[]; readonly invoiceOf: ReadonlyMap<number, number>; readonly subjects: readonly Subject[] },
): Promise<ReadonlyMap<number, readonly Settlement[]>> {
  const matches = await listAmong(reader, match, "debit_move_id.move_id", invoiceIds, [["create_date", ">=", earliestEffect(subjects)]]);
  if (matches.length === 0) return new Map();
  const creditIds = matches.flatMap(({ credit_move_id: credit }) => (credit === null ? [] : [credit.id]));
  const [sides, money, notes] = await Promise.all([
    reader.byIds(otherSide, [...new Set(creditIds)]),
    listAmong(reader, bare, "id", creditIds, [["journal_id.type", "in", ["bank", "cash", "credit"]]]),
    listAmong(reader, bare, "id", creditIds, [["move_id.move_type", "=", "out_refund"]]),
  ]);
  const sideOf = new Map(sides.map((side) => [side.id, side]));
  const isMoney = new Set(money.map(({ id }) => id));
  const isNote = new Set(notes.map(({ id }) => id));
  const settlements = new Map<number, Settlement[]>();
  for (const { debit_move_id: debit, credit_move_id: credit, debit_amount_currency: amount, create_date: matchedAt } of matches) {
    const invoiceId = debit === null ? undefined : invoiceOf.get(debit.id);
    const side = credit === null ? undefined : sideOf.get(credit.id);
    if (invoiceId === undefined || side === undefined || side.date === null || matchedAt === null || amount === 0) continue;
    const kind = isNote.has(side.id) ? "credited" : isMoney.has(side.id) ? "money" : "other";
    const entry: Settlement = { kind, amount, day: side.date, enteredAt: side.create_date, matchedAt };
    const known = settlements.get(invoiceId);
    if (known === undefined) settlements.set(invoiceId, [entry]);
    else known.push(entry);
  }
  return settlements;
}
