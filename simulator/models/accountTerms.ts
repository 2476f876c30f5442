import { addDays, endOfMonth } from "../engine/dates.ts";
import { type Env, linked, rowOf } from "../engine/env.ts";
import { num, round, type Row, text } from "../engine/values.ts";

/** One part of an invoice's total, in the invoice's currency. */
export interface Instalment {
  readonly due: string;
  readonly amount: number;
}

/** Splits a total by payment terms; the last part takes what rounding leaves. */
export function instalments(env: Env, term: number, from: string, total: number): Instalment[] {
  const lines = linked(env, "account.payment.term.line", "payment_id", term);
  if (!rowOf(env, "account.payment.term", term) || lines.length === 0) return [{ due: from, amount: total }];
  let rest = total;
  return lines.map((line, index) => {
    const isLast = index === lines.length - 1;
    const amount = isLast ? rest : share(line, total);
    rest = round(rest - amount);
    return { due: dueDay(env, line, from), amount };
  });
}

function share(line: Row, total: number): number {
  if (text(line, "value") === "fixed") return num(line, "value_amount");
  return round((total * num(line, "value_amount")) / 100);
}

function dueDay(env: Env, line: Row, from: string): string {
  if (env.release === 14) {
    const days = num(line, "days");
    if (text(line, "option") === "day_following_month") return addDays(endOfMonth(from), Math.max(days, 1));
    return addDays(from, days);
  }
  const days = num(line, "nb_days");
  switch (text(line, "delay_type")) {
    case "days_after_end_of_month":
      return addDays(endOfMonth(from), days);
    case "days_after_end_of_next_month":
      return addDays(endOfMonth(from, 1), days);
    default:
      return addDays(from, days);
  }
}
