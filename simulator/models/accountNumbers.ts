import { type Env, existing, linked } from "../engine/env.ts";
import { num, ref, type Row, text } from "../engine/values.ts";

/** The next free number of a move's journal and period; numbers once given are kept through draft and back. */
export function nextNumber(env: Env, move: Row): string {
  const given = text(move, "name");
  if (given && given !== "/") return given;
  const { prefix, digits } = sequenceOf(env, move);
  const known = linked(env, "simulator.sequence", "prefix", prefix)[0];
  const number = (known ? num(known, "last") : 0) + 1;
  if (known) env.store.update("simulator.sequence", known.id, { last: number });
  else env.store.insert("simulator.sequence", { prefix, last: number });
  return prefix + String(number).padStart(digits, "0");
}

/** 14 counts by month in four digits; 19 counts sales, payments and statements by year in five, the rest as 14. */
function sequenceOf(env: Env, move: Row): { prefix: string; digits: number } {
  const journal = existing(env, "account.journal", ref(move, "journal_id"));
  const type = text(move, "move_type");
  const [year = "", month = ""] = text(move, "date").split("-");
  const refund = type.endsWith("_refund") ? "R" : "";
  const payment = env.release === 19 && ref(move, "origin_payment_id") ? "P" : "";
  const code = `${refund}${payment}${text(journal, "code")}`;
  const yearly = env.release === 19 && (type.startsWith("out_") || ["bank", "cash"].includes(text(journal, "type")));
  return yearly ? { prefix: `${code}/${year}/`, digits: 5 } : { prefix: `${code}/${year}/${month}/`, digits: 4 };
}
