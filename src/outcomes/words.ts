import type { ObservedFact, Observed, OutcomeFact, OutcomeMoney } from "#src/db/schema/index.ts";
import { dueOf } from "./observers/debt.ts";

/** An amount in words for people: `1,250.00 EUR`. */
export function amountWords(amount: number, currency: string): string {
  let decimals = 2;
  try {
    decimals = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // a currency that only this Odoo knows
  }
  return `${amount.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })} ${currency}`.trim();
}

const SENTENCES: Readonly<Record<OutcomeFact, string>> = {
  paid: "Paid in full",
  paid_in_part: "Paid in part, last",
  credited: "Settled, all or in part, by a credit note",
  disputed: "Marked as disputed or excluded from follow-up",
  delivered: "The message was delivered",
  replied: "The customer wrote back",
  bounced: "The message, or a later one to the same address, came back",
  complained: "The recipient reported a message as spam",
  opted_out: "The recipient asked for no more messages",
  moved: "The deal moved to another stage",
  won: "The deal was won",
  lost: "The deal was lost",
  moved_on: "The record moved on to another stage",
  moved_back: "Somebody moved the record back to the stage it came from",
  done: "Done",
  cancelled: "Cancelled",
  reassigned: "Somebody else is responsible for it now",
  overdue: "Past its deadline and still open",
  status_changed: "The status of the project changed",
  became_action: "The follow-up became a proposal",
  closed_without_action: "The follow-up was closed without a proposal",
  undone: "A person took it back",
  gone: "The record is gone",
};

const NAMES: Partial<Readonly<Record<OutcomeFact, string>>> = {
  paid: "paid in full",
  gone: "record gone",
  became_action: "became a proposal",
};

/** What a fact is called in a table. */
export const factWords = (fact: OutcomeFact): string => NAMES[fact] ?? fact.replaceAll("_", " ");

const dayOf = (at: string): string => at.slice(0, 10);

function factSentence({ fact, at, dated, note }: ObservedFact, daysToPay: number | undefined): string {
  const when = dated ? `on ${dayOf(at)}` : `(first seen on ${dayOf(at)})`;
  const days = fact === "paid" && daysToPay !== undefined ? `, ${daysToPay === 1 ? "1 day" : `${daysToPay} days`} after` : "";
  return `${SENTENCES[fact]} ${when}${days}${note === undefined ? "" : `: ${note}`}.`;
}

function moneySentence(money: OutcomeMoney): string {
  const { currency, open, asked, paid, before, credited, other } = money;
  const words = (amount: number): string => amountWords(amount, currency);
  const parts = [
    asked < open ? `${words(asked)} asked for of ${words(open)} open` : `${words(open)} open`,
    `${words(paid)} paid since`,
    ...(before > 0 ? [`${words(before)} settled by money that had come before`] : []),
    ...(credited > 0 ? [`${words(credited)} credited`] : []),
    ...(other > 0 ? [`${words(other)} settled by other entries`] : []),
    ...(dueOf(money) === 0 ? ["nothing was left to be paid"] : []),
  ];
  return `${parts.join(", ")}.`;
}

/** What came of an action, one sentence each, by time. Says what followed it, never that it was the cause. */
export function outcomeSentences(observed: Observed): string[] {
  return [
    ...(observed.money ?? []).map(moneySentence),
    ...observed.facts.map((fact) => factSentence(fact, observed.daysToPay)),
    ...(observed.revenue === undefined ? [] : [`Expected revenue: ${amountWords(observed.revenue.amount, observed.revenue.currency)}.`]),
  ];
}
