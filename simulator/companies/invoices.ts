import { addDays } from "../engine/dates.ts";
import { existing, linked } from "../engine/env.ts";
import { num, ref, type Row, text } from "../engine/values.ts";
import type { Kit } from "./builder.ts";
import type { CustomerBuilder, InvoiceBuilder, InvoiceInput } from "./types.ts";

type MoveType = "out_invoice" | "in_invoice" | "out_refund";

/** Creates, posts and, where the input says so, splits, disputes and pays an invoice, bill or credit note. */
export function invoice(kit: Kit, customer: CustomerBuilder, type: MoveType, input: InvoiceInput): InvoiceBuilder {
  const due = kit.day(input.due);
  const issued = input.date === undefined ? addDays(due, -30) : kit.day(input.date);
  const id = kit.company.on(issued, () => {
    const made = kit.create("account.move", {
      move_type: type,
      partner_id: customer.id,
      currency_id: kit.currency(input.currency),
      invoice_date: issued,
      date: issued,
      invoice_date_due: due,
      ref: input.reference ?? false,
      ...(type === "in_invoice" ? {} : salespersonOf(kit, customer.id)),
      invoice_line_ids: [
        [0, 0, { name: input.label ?? "Equipment and service", quantity: 1, price_unit: input.amount, tax_ids: [[6, 0, []]] }],
      ],
    });
    if (input.directDebit && kit.env.release === 19)
      kit.call("account.move", "write", [[made], { preferred_payment_method_line_id: directDebitMethod(kit) }]);
    if (!input.draft) kit.call("account.move", "action_post", [[made]]);
    if (input.instalments) split(kit, made, input.instalments);
    return made;
  });
  const builder = invoiceBuilder(kit, customer, id);
  if (input.disputed) builder.dispute();
  if (input.paid === "all") builder.pay({ date: input.paidOn ?? "today" });
  else if (input.paid) builder.pay({ amount: input.paid, date: input.paidOn ?? "today" });
  return builder;
}

/** Odoo gives an invoice to its customer's salesperson, and to whoever makes it where there is none. */
function salespersonOf(kit: Kit, customer: number): { invoice_user_id?: number } {
  const user = ref(existing(kit.env, "res.partner", customer), "user_id");
  return user === 0 ? {} : { invoice_user_id: user };
}

/** The payment method by which the company collects the money itself; made when first needed. */
function directDebitMethod(kit: Kit): number {
  const known = linked(kit.env, "account.payment.method.line", "code", "sdd")[0];
  return known?.id ?? kit.create("account.payment.method.line", { name: "SEPA Direct Debit", code: "sdd" });
}

const openItems = (kit: Kit, move: number): Row[] =>
  linked(kit.env, "account.move.line", "move_id", move).filter((line) =>
    ["asset_receivable", "liability_payable"].includes(text(existing(kit.env, "account.account", ref(line, "account_id")), "account_type")),
  );

/** Several due dates in place of one; the last part takes what rounding leaves. */
function split(kit: Kit, move: number, parts: readonly { readonly due: string; readonly share: number }[]): void {
  const [whole] = openItems(kit, move);
  if (!whole) return;
  const total = { company: num(whole, "balance"), currency: num(whole, "amount_currency") };
  let left = total;
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    const share = isLast
      ? left
      : { company: Math.round(total.company * part.share * 100) / 100, currency: Math.round(total.currency * part.share * 100) / 100 };
    left = {
      company: Math.round((left.company - share.company) * 100) / 100,
      currency: Math.round((left.currency - share.currency) * 100) / 100,
    };
    const item = {
      balance: share.company,
      debit: Math.max(share.company, 0),
      credit: Math.max(-share.company, 0),
      amount_currency: share.currency,
      amount_residual: share.company,
      amount_residual_currency: share.currency,
      date_maturity: kit.day(part.due),
    };
    if (index === 0) kit.call("account.move.line", "_backdate", [[whole.id], item]);
    else {
      const values = {
        move_id: move,
        account_id: ref(whole, "account_id"),
        partner_id: ref(whole, "partner_id") || false,
        name: text(whole, "name"),
        balance: share.company,
        amount_currency: share.currency,
        date_maturity: item.date_maturity,
      };
      const id = kit.create("account.move.line", {
        ...values,
        ...(kit.env.release === 19 ? { display_type: "payment_term" } : { exclude_from_invoice_tab: true }),
      });
      kit.call("account.move.line", "_backdate", [[id], item]);
    }
  });
  kit.call("account.move", "_backdate", [
    [move],
    {
      invoice_date_due:
        parts
          .map((part) => kit.day(part.due))
          .toSorted()
          .at(-1) ?? "",
    },
  ]);
}

function invoiceBuilder(kit: Kit, customer: CustomerBuilder, id: number): InvoiceBuilder {
  const builder: InvoiceBuilder = {
    id,
    customer,
    get number() {
      return text(existing(kit.env, "account.move", id), "name") || "/";
    },
    pay: ({ amount, date } = {}) => {
      const day = kit.day(date ?? "today");
      kit.company.on(day, () => {
        const context = { active_model: "account.move", active_ids: [id] };
        const wizard = kit.create("account.payment.register", { payment_date: day, ...(amount === undefined ? {} : { amount }) }, context);
        const action = kit.call("account.payment.register", "action_create_payments", [[wizard]], { context: { mail_create_nolog: true } });
        const payment = typeof action === "object" && action !== null && "res_id" in action ? Number(action.res_id) : 0;
        kit.call("account.payment", "_book", [[payment], day, builder.number]);
      });
      return builder;
    },
    dispute: (value = true) => {
      const field = kit.env.release === 14 ? "blocked" : "no_followup";
      kit.call("account.move.line", "write", [openItems(kit, id).map((line) => line.id), { [field]: value }]);
      return builder;
    },
    reminded: ({ date, body }) => {
      kit.company.on(date, () =>
        kit.call("account.move", "message_post", [[id]], {
          body: body ?? "Payment reminder sent.",
          message_type: "comment",
          subtype_xmlid: "mail.mt_note",
        }),
      );
      return builder;
    },
    cancel: () => {
      kit.call("account.move", "button_draft", [[id]]);
      kit.call("account.move", "button_cancel", [[id]]);
      return builder;
    },
  };
  return builder;
}
