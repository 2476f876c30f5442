import { type Env, existing, sudo, today } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import { guard } from "../engine/methods.ts";
import type { Method } from "../engine/model.ts";
import { num, ref, type Row, text } from "../engine/values.ts";
import { accountingDate, invoiceLines, isInvoiceType, linesOf, termLines } from "./accountMoveAmounts.ts";
import { nextNumber } from "./accountNumbers.ts";
import { isPosted, syncMove, syncTotals } from "./accountMoveSync.ts";
import { reconcile, unreconcile } from "./accountReconcile.ts";

export const moveMethods: Readonly<Record<string, Method>> = {
  action_post: {
    onRecords: true,
    writes: true,
    params: [],
    run: (env, ids) => {
      guard(env, "account.move", ids, "write");
      for (const id of ids) post(env, id);
      return env.release === 14 ? `account.move(${ids.join(", ")}${ids.length === 1 ? "," : ""})` : false;
    },
  },
  button_draft: { onRecords: true, writes: true, params: [], run: (env, ids) => each(env, ids, toDraft) },
  button_cancel: { onRecords: true, writes: true, params: [], run: (env, ids) => each(env, ids, cancel) },
  js_assign_outstanding_line: {
    onRecords: true,
    writes: true,
    params: ["line_id"],
    run: (env, ids, args) => {
      guard(env, "account.move", ids, "write");
      const line = existing(env, "account.move.line", Number(args["line_id"]));
      const mine = ids
        .flatMap((id) => termLines(env, id))
        .filter((item) => num(item, "amount_residual") !== 0 && item["account_id"] === line["account_id"]);
      reconcile(
        sudo(env),
        [...mine, line].map((item) => item.id),
      );
      return env.release === 14 ? { partials: "account.partial.reconcile()" } : undefined;
    },
  },
};

function each(env: Env, ids: readonly number[], work: (env: Env, move: Row) => void): undefined {
  guard(env, "account.move", ids, "write");
  for (const id of ids) work(env, existing(env, "account.move", id));
}

/** Validates a draft: number, dates, residuals; refuses what Odoo refuses. */
export function post(env: Env, id: number): void {
  const move = existing(env, "account.move", id);
  if (text(move, "state") === "posted" && env.release === 14) return;
  if (text(move, "state") !== "draft") throw userError(`The entry ${text(move, "name")} (id ${id}) must be in draft.`);
  if (linesOf(env, id).length === 0)
    throw userError(env.release === 14 ? "You need to add a line before posting." : "Even magicians can't post nothing!");
  const type = text(move, "move_type");
  if (isInvoiceType(type)) prepareInvoice(env, move);
  const name = nextNumber(env, existing(env, "account.move", id));
  const isSale = type === "out_invoice";
  env.store.update("account.move", id, {
    state: "posted",
    name,
    ...(isSale && !text(move, "payment_reference") ? { payment_reference: name } : {}),
  });
  if (isSale)
    for (const line of termLines(env, id))
      env.store.update("account.move.line", line.id, { name: text(move, "payment_reference") || name });
  if (type !== "entry") rank(env, move, type);
  syncTotals(env, id);
}

function prepareInvoice(env: Env, move: Row): void {
  const customer = text(move, "move_type").startsWith("out_");
  if (!ref(move, "partner_id")) {
    if (env.release === 14) {
      const field = customer ? "Customer" : "Vendor";
      const document = customer ? "Customer Invoice" : "Vendor Bill";
      throw userError(`The field '${field}' is required, please complete it to validate the ${document}.`);
    }
    throw userError(
      customer
        ? "The 'Customer' field is required to validate the invoice.\nYou probably don't want to explain to your auditor that you invoiced an invisible man :)"
        : "The field 'Vendor' is required, please complete it to validate the Vendor Bill.",
    );
  }
  if (invoiceLines(env, move).length === 0)
    throw userError(env.release === 14 ? "You need to add a line before posting." : "Even magicians can't post nothing!");
  if (text(move, "invoice_date")) return;
  if (!customer) throw userError("The Bill/Refund date is required to validate this document.");
  const day = today(env);
  env.store.update("account.move", move.id, {
    invoice_date: day,
    date: accountingDate(env, text(move, "move_type"), day),
    ...(env.release === 14 && !ref(move, "invoice_payment_term_id") ? { invoice_date_due: day } : {}),
  });
  syncMove(env, move.id);
}

function rank(env: Env, move: Row, type: string): void {
  const field = type.startsWith("out_") ? "customer_rank" : "supplier_rank";
  for (const id of new Set([ref(move, "partner_id"), ref(move, "commercial_partner_id")])) {
    const partner = env.store.table("res.partner").get(id);
    if (partner) env.store.update("res.partner", id, { [field]: num(partner, field) + 1 });
  }
}

function toDraft(env: Env, move: Row): void {
  if (text(move, "state") === "draft") throw userError("Only posted/cancelled journal entries can be reset to draft.");
  unreconcile(
    sudo(env),
    linesOf(env, move.id).map((line) => line.id),
  );
  env.store.update("account.move", move.id, { state: "draft" });
  syncTotals(env, move.id);
}

function cancel(env: Env, move: Row): void {
  if (isPosted(move)) {
    if (env.release === 19) throw userError("Only draft journal entries can be cancelled.");
    unreconcile(
      sudo(env),
      linesOf(env, move.id).map((line) => line.id),
    );
  }
  env.store.update("account.move", move.id, { state: "cancel" });
  syncTotals(env, move.id);
}
