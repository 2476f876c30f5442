import type { ReportedOutcome } from "#src/db/access/actionOutcomes.ts";
import type { Observed, OutcomeFact, OutcomeMoney } from "#src/db/schema/index.ts";
import { sumMoney } from "#src/lib/money.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { dueOf } from "./observers/debt.ts";
import { shareOf, type Share } from "./share.ts";

/** Amounts of one currency over the actions that are counted. An invoice that two actions named is in both. */
export interface MoneySum {
  readonly currency: string;
  /** Actions that it is summed over. */
  readonly actions: number;
  readonly open: number;
  readonly asked: number;
  readonly paid: number;
  readonly before: number;
  readonly credited: number;
  readonly other: number;
}

/** What came after the executed actions of a type. */
export interface OutcomeSummary {
  /** Executed actions whose time is over and of which it is known what came after. */
  readonly closed: number;
  /** Executed actions that are still watched, or that nobody has looked at yet: in none of the shares below. */
  readonly open: number;
  /** Executed actions of which nobody could see what came after. */
  readonly unreadable: number;
  /** Of the closed ones, those of which this is so; facts that an action of the type cannot have are left out. */
  readonly facts: readonly (Share & { readonly fact: OutcomeFact })[];
  /** Only for actions about invoices. */
  readonly payments?: PaymentSummary;
  /** Expected revenue of the deals that were won, of the closed ones, by currency. */
  readonly revenueWon?: readonly { readonly currency: string; readonly deals: number; readonly amount: number }[];
}

export interface PaymentSummary {
  /**
   * Paid in full within so many days, of the actions that have been watched for that long and after which something was
   * left to be paid: not settled by a credit note, or by money that had come before.
   */
  readonly paidWithin: readonly (Share & { readonly days: number })[];
  /** Of the closed ones: days from the effect until all that was asked for was there, and how many actions that rests on. */
  readonly medianDaysToPay: { readonly days: number | null; readonly of: number };
  /** Closed ones after which nothing was left to be paid by anybody. */
  readonly nothingDue: number;
  readonly closed: readonly MoneySum[];
  /** Of those that are still watched, so far. */
  readonly stillOpen: readonly MoneySum[];
}

/** The facts that an action of each type can have, in the order in which they are shown. */
const FACTS_OF: Readonly<Record<ActionType, readonly OutcomeFact[]>> = {
  send_invoice_reminder: [
    "paid",
    "paid_in_part",
    "credited",
    "disputed",
    "replied",
    "delivered",
    "bounced",
    "complained",
    "opted_out",
    "gone",
  ],
  create_collection_task: ["paid", "paid_in_part", "credited", "disputed", "replied", "done", "cancelled", "reassigned", "overdue", "gone"],
  escalate_overdue_invoice: ["paid", "paid_in_part", "credited", "disputed", "replied", "done", "overdue", "gone"],
  send_payment_confirmation: ["replied", "delivered", "bounced", "complained", "opted_out"],
  follow_up_on_stale_deal: ["replied", "moved", "won", "lost", "delivered", "bounced", "complained", "opted_out", "gone"],
  send_deal_check_in: ["replied", "moved", "won", "lost", "bounced", "opted_out", "gone"],
  update_deal_stage: ["moved_on", "moved_back", "undone", "lost", "gone"],
  create_follow_up_task: ["done", "cancelled", "reassigned", "overdue", "gone"],
  flag_at_risk_project: ["status_changed", "done", "gone"],
  schedule_customer_check_in: ["became_action", "closed_without_action", "cancelled"],
};

const PAID_WITHIN_DAYS = [7, 14, 30] as const;
const DAY_MS = 86_400_000;

type Reported = Pick<ReportedOutcome, "effectAt" | "windowClosesAt" | "observed" | "lookedAt" | "finalAt" | "finalBecause">;

/** Counts outcomes one by one; what it holds does not grow with them, but by the days of a window and by currencies. */
export class Tally {
  readonly actionType: ActionType;
  closed = 0;
  open = 0;
  unreadable = 0;
  nothingDue = 0;
  readonly facts = new Map<OutcomeFact, number>();
  readonly paidWithin = new Map<number, { count: number; of: number }>(PAID_WITHIN_DAYS.map((days) => [days, { count: 0, of: 0 }]));
  /** How many were paid after how many days. */
  readonly daysToPay = new Map<number, number>();
  readonly money = { closed: new Map<string, MoneySum>(), stillOpen: new Map<string, MoneySum>() };
  readonly revenue = new Map<string, { deals: number; amount: number }>();

  constructor(actionType: ActionType) {
    this.actionType = actionType;
  }

  add(row: Reported): void {
    if (row.finalBecause === "unreadable") {
      this.unreadable += 1;
      return;
    }
    const isClosed = row.finalAt !== null;
    const { observed } = row;
    if (isClosed) this.closed += 1;
    else this.open += 1;
    for (const money of observed.money ?? []) addMoney(this.money[isClosed ? "closed" : "stillOpen"], money);
    const isDue = (observed.money ?? []).some((money) => dueOf(money) > 0);
    if (isDue) this.#addPaidWithin(row);
    if (!isClosed) return;
    for (const { fact } of observed.facts) this.facts.set(fact, (this.facts.get(fact) ?? 0) + 1);
    if (observed.money !== undefined && !isDue) this.nothingDue += 1;
    this.#addTimes(observed);
  }

  /** Counted as soon as an action was watched for that long: who pays early is not counted before who does not. */
  #addPaidWithin({ effectAt, windowClosesAt, lookedAt, observed: { daysToPay } }: Reported): void {
    for (const [days, counts] of this.paidWithin) {
      const end = effectAt.getTime() + days * DAY_MS;
      if (windowClosesAt.getTime() < end || lookedAt === null || lookedAt.getTime() < end) continue;
      counts.of += 1;
      if (daysToPay !== undefined && daysToPay <= days) counts.count += 1;
    }
  }

  #addTimes({ daysToPay, revenue }: Observed): void {
    if (daysToPay !== undefined) this.daysToPay.set(daysToPay, (this.daysToPay.get(daysToPay) ?? 0) + 1);
    if (revenue === undefined) return;
    const won = this.revenue.get(revenue.currency) ?? { deals: 0, amount: 0 };
    this.revenue.set(revenue.currency, { deals: won.deals + 1, amount: sumMoney([won.amount, revenue.amount], DECIMALS) });
  }
}

/** No currency has more decimals than this. */
const DECIMALS = 4;

function addMoney(sums: Map<string, MoneySum>, money: OutcomeMoney): void {
  const before = sums.get(money.currency);
  const plus = (key: "open" | "asked" | "paid" | "before" | "credited" | "other"): number =>
    sumMoney([before?.[key] ?? 0, money[key]], DECIMALS);
  sums.set(money.currency, {
    currency: money.currency,
    actions: (before?.actions ?? 0) + 1,
    open: plus("open"),
    asked: plus("asked"),
    paid: plus("paid"),
    before: plus("before"),
    credited: plus("credited"),
    other: plus("other"),
  });
}

/** What a tally comes to; `executed` actions that have no outcome yet are among the open ones. */
export function summaryOf(tally: Tally, executed: number): OutcomeSummary {
  const { actionType, closed, unreadable } = tally;
  const counted = closed + tally.open + unreadable;
  const inOrder = (sums: ReadonlyMap<string, MoneySum>): MoneySum[] =>
    [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  return {
    closed,
    open: tally.open + Math.max(0, executed - counted),
    unreadable,
    facts: FACTS_OF[actionType].map((fact) => ({ fact, ...shareOf(tally.facts.get(fact) ?? 0, closed) })),
    ...(FACTS_OF[actionType].includes("paid")
      ? {
          payments: {
            paidWithin: [...tally.paidWithin].map(([days, { count, of }]) => ({ days, ...shareOf(count, of) })),
            medianDaysToPay: medianOf(tally.daysToPay),
            nothingDue: tally.nothingDue,
            closed: inOrder(tally.money.closed),
            stillOpen: inOrder(tally.money.stillOpen),
          },
        }
      : {}),
    ...(FACTS_OF[actionType].includes("won")
      ? {
          revenueWon: [...tally.revenue]
            .map(([currency, won]) => ({ currency, ...won }))
            .toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
        }
      : {}),
  };
}

/** The middle of the days, or half way between the two in the middle. */
function medianOf(counts: ReadonlyMap<number, number>): PaymentSummary["medianDaysToPay"] {
  const sorted = [...counts].toSorted(([a], [b]) => a - b);
  const of = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (of === 0) return { days: null, of };
  const at = (position: number): number => {
    let passed = 0;
    for (const [days, count] of sorted) if ((passed += count) > position) return days;
    return sorted.at(-1)![0];
  };
  return { days: (at(Math.floor((of - 1) / 2)) + at(Math.floor(of / 2))) / 2, of };
}
