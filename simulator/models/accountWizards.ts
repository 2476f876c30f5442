import { type Env, existing, linked, rowOf, sudo, today } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import { bool, char, date, many2many, many2one, monetary, on14, on19, selection } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { flag, list, num, ref, round, type Row, text } from "../engine/values.ts";
import { createRecord } from "../engine/write.ts";
import { invoiceLines, termLines } from "./accountMoveAmounts.ts";
import { post } from "./accountMoveMethods.ts";
import { postPayment } from "./accountPayment.ts";
import { reconcile } from "./accountReconcile.ts";

const activeIds = (env: Env): number[] => (Array.isArray(env.context["active_ids"]) ? (env.context["active_ids"] as number[]) : []);

const openTerms = (env: Env, move: number): Row[] => termLines(env, move).filter((line) => num(line, "amount_residual_currency") !== 0);

/** "Register payment" on invoices: one payment each, or one for all when they are grouped. */
export const accountPaymentRegister = defineModel({
  name: "account.payment.register",
  label: "Pay",
  label14: "Register Payment",
  order: "id",
  recName: "communication",
  fields: {
    payment_date: date("Payment Date", { required: true, default: (env) => today(env) }),
    amount: monetary("Amount"),
    communication: char("Memo"),
    group_payment: bool("Group Payments"),
    currency_id: many2one("Currency", "res.currency"),
    journal_id: many2one("Journal", "account.journal", { default: (env) => linked(env, "account.journal", "type", "bank")[0]?.id ?? 0 }),
    partner_id: many2one("Customer/Vendor", "res.partner"),
    payment_type: selection("Payment Type", [
      ["outbound", "Send Money"],
      ["inbound", "Receive Money"],
    ]),
    payment_difference_handling: selection(
      "Payment Difference Handling",
      [
        ["open", "Keep open"],
        ["reconcile", "Mark as fully paid"],
      ],
      { default: "open" },
    ),
    line_ids: many2many("Journal items", "account.move.line"),
    move_ids: many2many("Invoices", "account.move"),
  },
  hooks: {
    beforeCreate: (env, draft, given) => {
      const moves =
        env.context["active_model"] === "account.move.line"
          ? [...new Set(activeIds(env).map((id) => ref(existing(env, "account.move.line", id), "move_id")))]
          : activeIds(env);
      const rows = moves.map((id) => existing(env, "account.move", id));
      if (rows.some((move) => text(move, "state") !== "posted"))
        throw userError("You can only register payment for posted journal entries.");
      const lines = moves.flatMap((id) => openTerms(env, id));
      if (lines.length === 0) {
        throw userError(
          env.release === 14
            ? "You can't register a payment because there is nothing left to pay on the selected journal items."
            : "There's nothing left to pay for the selected journal items, so no payment registration is necessary. You've got your finances under control like a boss!",
        );
      }
      const [first] = rows;
      draft["move_ids"] = moves;
      draft["line_ids"] = lines.map((line) => line.id);
      draft["currency_id"] ||= first ? ref(first, "currency_id") : 0;
      draft["partner_id"] ||= first ? ref(first, "commercial_partner_id") : 0;
      const residual = lines.reduce((sum, line) => sum + num(line, "amount_residual_currency"), 0);
      draft["payment_type"] ||= residual > 0 ? "inbound" : "outbound";
      if (!("amount" in given)) draft["amount"] = round(Math.abs(residual));
    },
  },
  methods: {
    action_create_payments: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => {
        const payments = ids.flatMap((id) => createPayments(sudo(env), existing(env, "account.payment.register", id)));
        const action = { name: "Payments", type: "ir.actions.act_window", res_model: "account.payment", context: { create: false } };
        return payments.length === 1
          ? { ...action, view_mode: "form", res_id: payments[0] }
          : { ...action, view_mode: env.release === 14 ? "tree,form" : "list,form", domain: [["id", "in", payments]] };
      },
    },
  },
});

function createPayments(env: Env, wizard: Row): number[] {
  const moves = list(wizard, "move_ids");
  const single = moves.length === 1 || flag(wizard, "group_payment");
  const groups = single ? [moves] : moves.map((id) => [id]);
  return groups.map((group) => {
    const lines = group.flatMap((id) => openTerms(env, id));
    const residual = round(Math.abs(lines.reduce((sum, line) => sum + num(line, "amount_residual_currency"), 0)));
    return payLines(env, wizard, group, lines, single ? num(wizard, "amount") : residual);
  });
}

function payLines(env: Env, wizard: Row, moves: readonly number[], lines: readonly Row[], amount: number): number {
  const names = moves.map((id) => text(existing(env, "account.move", id), "name")).join(" ");
  const memo = text(wizard, "communication") || names;
  const payment = createRecord(env, "account.payment", {
    payment_type: text(wizard, "payment_type"),
    partner_type: text(existing(env, "account.move", moves[0] ?? 0), "move_type").startsWith("in_") ? "supplier" : "customer",
    partner_id: ref(existing(env, "account.move", moves[0] ?? 0), "commercial_partner_id"),
    amount,
    currency_id: ref(wizard, "currency_id"),
    date: text(wizard, "payment_date"),
    journal_id: ref(wizard, "journal_id"),
    ...(env.release === 14 ? { ref: memo } : { memo, invoice_ids: [[6, 0, moves]] }),
  });
  postPayment(env, payment);
  const account = lines[0] ? ref(lines[0], "account_id") : 0;
  const counterpart = linked(env, "account.move.line", "payment_id", payment.id).filter((line) => ref(line, "account_id") === account);
  reconcile(
    env,
    [...lines, ...counterpart].map((line) => line.id),
  );
  return payment.id;
}

/** "Credit note" on invoices. */
export const accountMoveReversal = defineModel({
  name: "account.move.reversal",
  label: "Account Move Reversal",
  order: "id",
  recName: "reason",
  fields: {
    date: date("Reversal date", { default: (env) => today(env) }),
    reason: char("Reason"),
    journal_id: many2one("Journal", "account.journal"),
    refund_method: on14(
      selection(
        "Credit Method",
        [
          ["refund", "Partial Refund"],
          ["cancel", "Full Refund"],
          ["modify", "Full refund and new draft invoice"],
        ],
        { default: "refund" },
      ),
    ),
    move_ids: many2many("Moves to Reverse", "account.move"),
    new_move_ids: many2many("New Moves", "account.move"),
    company_id: on19(many2one("Company", "res.company", { default: 1 })),
  },
  hooks: {
    beforeCreate: (env, draft) => {
      draft["move_ids"] = activeIds(env);
      if (activeIds(env).some((id) => text(existing(env, "account.move", id), "state") !== "posted"))
        throw userError("You can only reverse posted moves.");
    },
  },
  methods: {
    reverse_moves: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => reverseAll(env, ids, (wizard) => (env.release === 14 ? text(wizard, "refund_method") !== "refund" : false)),
    },
    refund_moves: { only: 19, onRecords: true, writes: true, params: [], run: (env, ids) => reverseAll(env, ids, () => false) },
    modify_moves: { only: 19, onRecords: true, writes: true, params: [], run: (env, ids) => reverseAll(env, ids, () => true) },
  },
});

function reverseAll(env: Env, ids: readonly number[], settles: (wizard: Row) => boolean): unknown {
  const made = ids.flatMap((id) => {
    const wizard = existing(env, "account.move.reversal", id);
    return list(wizard, "move_ids").map((move) => reverse(sudo(env), existing(env, "account.move", move), wizard, settles(wizard)));
  });
  const action = { name: "Reverse Moves", type: "ir.actions.act_window", res_model: "account.move" };
  return made.length === 1
    ? { ...action, view_mode: "form", res_id: made[0], ...(env.release === 19 ? { context: { default_move_type: "out_refund" } } : {}) }
    : { ...action, view_mode: "tree,form", domain: [["id", "in", made]] };
}

function reverse(env: Env, move: Row, wizard: Row, settle: boolean): number {
  const reason = text(wizard, "reason");
  const day = text(wizard, "date");
  const refund = createRecord(env, "account.move", {
    move_type: text(move, "move_type") === "out_invoice" ? "out_refund" : "in_refund",
    partner_id: ref(move, "partner_id"),
    currency_id: ref(move, "currency_id"),
    invoice_date: day,
    invoice_date_due: day,
    ref: `Reversal of: ${text(move, "name")}${reason ? `, ${reason}` : ""}`,
    reversed_entry_id: move.id,
    invoice_line_ids: invoiceLines(env, move).map((line) => [
      0,
      0,
      {
        name: text(line, "name"),
        quantity: num(line, "quantity"),
        price_unit: num(line, "price_unit"),
        account_id: ref(line, "account_id"),
      },
    ]),
  });
  if (settle) {
    post(env, refund.id);
    settleWith(env, move.id, refund.id);
  }
  return refund.id;
}

/** Matches an invoice's open items with a credit note's. */
export function settleWith(env: Env, invoice: number, refund: number): void {
  if (!rowOf(env, "account.move", invoice)) return;
  reconcile(
    env,
    [...openTerms(env, invoice), ...openTerms(env, refund)].map((line) => line.id),
  );
}
