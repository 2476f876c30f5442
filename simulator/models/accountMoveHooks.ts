import { type Env, existing, linked, today } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import type { Draft } from "../engine/model.ts";
import { ref, type Row, text, type Values } from "../engine/values.ts";
import { accountingDate, isInvoiceType, termLines } from "./accountMoveAmounts.ts";
import { syncMove, syncTotals } from "./accountMoveSync.ts";

/** The sequence's place holder for a number not yet given. */
const unnumbered = (env: Env): string | false => (env.release === 14 ? "/" : false);

export function prepareMove(env: Env, draft: Draft, given: Values): void {
  const type = String(draft["move_type"]);
  const invoice = isInvoiceType(type);
  draft["name"] ||= unnumbered(env);
  if (typeof draft["partner_id"] === "number")
    draft["commercial_partner_id"] = ref(existing(env, "res.partner", draft["partner_id"]), "commercial_partner_id");
  draft["journal_id"] ||= journalFor(env, type);
  if (invoice && draft["invoice_date"] && !("date" in given)) draft["date"] = accountingDate(env, type, String(draft["invoice_date"]));
  if (invoice && env.release === 14 && !("payment_reference" in given)) draft["payment_reference"] = "";
  if (invoice && !draft["invoice_user_id"] && (env.release === 14 || type.startsWith("out_"))) draft["invoice_user_id"] = env.uid;
  if (invoice && !draft["invoice_date_due"] && !draft["invoice_payment_term_id"])
    draft["invoice_date_due"] = draft["invoice_date"] || (env.release === 19 ? today(env) : false);
  draft["payment_state"] = invoice || env.release === 19 ? "not_paid" : false;
}

function journalFor(env: Env, moveType: string): number {
  const type = moveType.startsWith("out_") ? "sale" : moveType.startsWith("in_") ? "purchase" : "general";
  return linked(env, "account.journal", "type", type)[0]?.id ?? 0;
}

export function requireJournal(env: Env, row: Row): void {
  if (!ref(row, "journal_id")) throw userError(`No journal could be found in company for any of those types: ${text(row, "move_type")}`);
}

export function refuseOnPosted(env: Env, patch: Draft, given: Values): void {
  if (env.release === 14) {
    if ("line_ids" in given || "invoice_line_ids" in given) throw userError("You cannot modify a posted entry of this journal.");
    return;
  }
  const locked = ["partner_id", "currency_id", "journal_id", "invoice_line_ids", "line_ids", "invoice_date", "date", "name"].filter(
    (name) => name in patch || name in given,
  );
  if (locked.length > 0) throw userError(`You cannot modify the following readonly fields on a posted move: ${locked.join(", ")}`);
}

export function moveChanged(env: Env, row: Row, changed: ReadonlySet<string>): void {
  if (text(row, "state") === "draft") {
    if (
      ["invoice_line_ids", "line_ids", "invoice_date", "invoice_date_due", "invoice_payment_term_id", "currency_id", "partner_id"].some(
        (name) => changed.has(name),
      )
    )
      syncMove(env, row.id);
    return;
  }
  // On 14 a posted invoice's due date moves alone; on 19 its open item moves along.
  if (changed.has("invoice_date_due") && env.release === 19) {
    const last = termLines(env, row.id)
      .toSorted((a, b) => (text(a, "date_maturity") < text(b, "date_maturity") ? -1 : 1))
      .at(-1);
    if (last) env.store.update("account.move.line", last.id, { date_maturity: text(row, "invoice_date_due") || false });
  }
  if (changed.has("state")) syncTotals(env, row.id);
}
