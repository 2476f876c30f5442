import type { ObservedFact, OutcomeInvoice, OutcomeMoney } from "#src/db/schema/index.ts";
import { roundMoney, sumMoney } from "#src/lib/money.ts";
import { currencyModel, defineModel, invoiceModel, moveLineModel } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { receivableFilter } from "#src/signals/index.ts";
import { dated, listAmong, seen, type Look, type Observer, type Sight, type Subject } from "../observer.ts";
import { readSettlements, type Settlement } from "./settlements.ts";

const move = invoiceModel.shape;
const watchedInvoice = defineModel("account.move", {
  name: move.name,
  state: move.state,
  payment_state: move.payment_state,
  currency_id: move.currency_id,
  amount_residual: move.amount_residual,
  no_followup: move.no_followup,
});
const watchedItem = defineModel("account.move.line", { move_id: moveLineModel.shape.move_id, disputed: moveLineModel.shape.disputed });
const watchedCurrency = defineModel("res.currency", { name: currencyModel.shape.name, decimal_places: currencyModel.shape.decimal_places });

const DEBT_TYPES = ["send_invoice_reminder", "create_collection_task", "escalate_overdue_invoice"] as const;

/**
 * Whether the invoices that an action named were paid since. What counts is money that was matched with them: a credit
 * note is no payment, nor is money that had come before the effect and was only matched afterwards.
 */
export const debtObserver: Observer = {
  isFor: ({ actionType, document }) => DEBT_TYPES.some((type) => type === actionType) && document.affected_records.model === "account.move",
  async observe(subjects, look) {
    const facts = await readInvoices(look.reader, subjects);
    return new Map(subjects.map((subject) => [subject.actionId, sightOf(subject, facts, look)]));
  },
};

interface InvoiceFacts {
  readonly id: number;
  readonly number: string;
  readonly currency: string;
  readonly decimals: number;
  readonly left: number;
  readonly cancelled: boolean;
  readonly disputed: boolean;
  readonly settlements: readonly Settlement[];
}

async function readInvoices(reader: OdooReader, subjects: readonly Subject[]): Promise<ReadonlyMap<number, InvoiceFacts>> {
  const ids = [...new Set(subjects.flatMap(({ document }) => document.affected_records.ids))];
  const [rows, items] = await Promise.all([
    reader.byIds(watchedInvoice, ids),
    receivableFilter(reader).then((receivable) => listAmong(reader, watchedItem, "move_id", ids, [receivable])),
  ]);
  const invoiceOf = new Map(items.flatMap(({ id, move_id: invoice }) => (invoice === null ? [] : [[id, invoice.id] as const])));
  const disputed = new Set(items.flatMap((item) => (item.disputed === true && item.move_id !== null ? [item.move_id.id] : [])));
  const currencies = new Map(
    (await reader.byIds(watchedCurrency, [...new Set(rows.flatMap((row) => (row.currency_id === null ? [] : [row.currency_id.id])))])).map(
      (row) => [row.id, row],
    ),
  );
  const settlements = await readSettlements(reader, { invoiceIds: ids, invoiceOf, subjects });
  return new Map(
    rows.map((row) => {
      const currency = row.currency_id === null ? undefined : currencies.get(row.currency_id.id);
      const decimals = currency?.decimal_places ?? 2;
      return [
        row.id,
        {
          id: row.id,
          number: row.name ?? `#${row.id}`,
          currency: currency?.name ?? "",
          decimals,
          left: roundMoney(row.amount_residual, decimals),
          cancelled: row.state === "cancel",
          disputed: disputed.has(row.id) || row.no_followup === true || row.payment_state === "blocked",
          settlements: settlements.get(row.id) ?? [],
        },
      ];
    }),
  );
}

/** How a settlement counts for an action: by what it was, and by whether the money had come before the effect. */
function kindFor(settlement: Settlement, { effectAt, effectDay, closesDay }: Subject): "paid" | "before" | "credited" | "other" | "later" {
  if (settlement.day > closesDay) return "later";
  if (settlement.kind !== "money") return settlement.kind;
  const enteredBefore = settlement.enteredAt !== null && Date.parse(settlement.enteredAt) <= effectAt.getTime();
  return settlement.day < effectDay || enteredBefore ? "before" : "paid";
}

interface Counted {
  readonly invoice: OutcomeInvoice;
  readonly decimals: number;
  readonly disputed: boolean;
  /** What came in after the effect, by day. */
  readonly payments: readonly { readonly day: string; readonly amount: number }[];
  readonly creditedOn: string | null;
}

function countedFor(facts: InvoiceFacts, subject: Subject): Counted {
  const { id, number, currency, decimals, left } = facts;
  const since = facts.settlements.filter(({ matchedAt }) => Date.parse(matchedAt) > subject.effectAt.getTime());
  const of = (kind: ReturnType<typeof kindFor>): Settlement[] => since.filter((settlement) => kindFor(settlement, subject) === kind);
  const sum = (settlements: readonly Settlement[]): number =>
    sumMoney(
      settlements.map(({ amount }) => amount),
      decimals,
    );
  const payments = of("paid").map(({ day, amount }) => ({ day, amount }));
  return {
    decimals,
    disputed: facts.disputed,
    payments,
    creditedOn: lastDay(of("credited")),
    invoice: {
      id,
      number,
      currency,
      open: sumMoney([left, sum(since)], decimals),
      paid: sum(of("paid")),
      before: sum(of("before")),
      credited: sum(of("credited")),
      other: sum(of("other")),
      left,
      paidOn: lastDay(payments),
    },
  };
}

const lastDay = (entries: readonly { readonly day: string }[]): string | null =>
  entries.reduce<string | null>((last, { day }) => (last === null || day > last ? day : last), null);

function sightOf(subject: Subject, facts: ReadonlyMap<number, InvoiceFacts>, { now }: Look): Sight {
  const found = subject.document.affected_records.ids.flatMap((id) => facts.get(id) ?? []);
  const counted = found.map((invoice) => countedFor(invoice, subject));
  const invoices = counted.map(({ invoice }) => invoice);
  const money = moneyOf(subject, counted);
  const allThere = dayOfAll(counted, money);
  const observed: ObservedFact[] = [];
  if (allThere !== null) observed.push(dated("paid", allThere));
  else {
    const last = lastDay(counted.flatMap(({ payments }) => payments));
    if (last !== null) observed.push(dated("paid_in_part", last));
  }
  const creditedOn = lastDay(counted.flatMap(({ creditedOn: day }) => (day === null ? [] : [{ day }])));
  if (creditedOn !== null) observed.push(dated("credited", creditedOn));
  const disputed = counted.filter((one) => one.disputed);
  if (disputed.length > 0) observed.push(seen("disputed", now, disputed.map(({ invoice }) => invoice.number).join(", ")));
  const isGone = found.every(({ cancelled }) => cancelled);
  if (isGone) observed.push(seen("gone", now, found.length === 0 ? "deleted, or no longer visible" : "cancelled"));
  return {
    facts: observed,
    money,
    invoices,
    ...(allThere === null ? {} : { daysToPay: daysBetween(subject.effectDay, allThere) }),
    over: found.length === 0,
  };
}

function moneyOf({ document }: Subject, counted: readonly Counted[]): OutcomeMoney[] {
  const asked = document.estimated_impact?.cash_in;
  return [...Map.groupBy(counted, ({ invoice }) => invoice.currency)].map(([currency, group]) => {
    const { decimals } = group[0]!;
    const sum = (pick: (invoice: OutcomeInvoice) => number): number =>
      sumMoney(
        group.map(({ invoice }) => pick(invoice)),
        decimals,
      );
    const open = sum((invoice) => invoice.open);
    return {
      currency,
      open,
      asked: asked?.currency === currency && asked.amount > 0 ? Math.min(roundMoney(asked.amount, decimals), open) : open,
      paid: sum((invoice) => invoice.paid),
      before: sum((invoice) => invoice.before),
      credited: sum((invoice) => invoice.credited),
      other: sum((invoice) => invoice.other),
    };
  });
}

/** What was left to be paid after the effect: of what was asked for, no more than nothing else has settled. */
export function dueOf({ open, asked, before, credited, other }: OutcomeMoney): number {
  return Math.max(0, Math.min(asked, roundMoney(open - before - credited - other, 4)));
}

/** The day on which all that was due was there, in every currency; null where it is not, or where nothing was due. */
function dayOfAll(counted: readonly Counted[], money: readonly OutcomeMoney[]): string | null {
  const due = money.filter((one) => dueOf(one) > 0);
  if (due.length === 0) return null;
  const days = due.map((one) => {
    const group = counted.filter(({ invoice }) => invoice.currency === one.currency);
    const payments = group.flatMap((each) => each.payments).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    let sum = 0;
    for (const { day, amount } of payments) {
      sum = sumMoney([sum, amount], group[0]!.decimals);
      if (sum >= dueOf(one)) return day;
    }
    return null;
  });
  return days.includes(null) ? null : lastDay(days.map((day) => ({ day: day! })));
}

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
