import { addDays } from "../engine/dates.ts";
import { existing, linked } from "../engine/env.ts";
import { num, ref, type Row, text } from "../engine/values.ts";
import { type Kit, xmlId } from "./builder.ts";
import type { CustomerBuilder, CustomerInput, InvoiceBuilder, InvoiceInput, VendorBuilder } from "./types.ts";

/** A customer or vendor that the builder has made. */
export interface Party {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
}

const slug = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/[̀-ͯ]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Finds the party by name, or makes it with its invoice contact. */
export function partyOf(kit: Kit, input: CustomerInput): Party {
  const known = kit.parties.get(input.name);
  if (known) return known;
  const isCompany = input.isCompany ?? true;
  const email =
    input.email === undefined ? (isCompany ? `accounts@${slug(input.name)}.example` : `${slug(input.name)}@mail.example`) : input.email;
  const country = linked(kit.env, "res.country", "code", input.country ?? "BE")[0];
  const mobile =
    kit.env.release === 14
      ? { mobile: input.mobile ?? false, phone: input.phone ?? false }
      : { phone: input.mobile ?? input.phone ?? false };
  const id = kit.create("res.partner", {
    name: input.name,
    is_company: isCompany,
    email: email ?? false,
    lang: input.lang ?? "en_US",
    country_id: country?.id ?? false,
    city: input.city ?? false,
    user_id: input.salesperson === undefined ? false : kit.user(input.salesperson),
    ...mobile,
  });
  if (input.invoiceContact) {
    const contact = input.invoiceContact;
    kit.create("res.partner", {
      name: contact.name,
      parent_id: id,
      type: "invoice",
      email: contact.email ?? false,
      lang: contact.lang ?? input.lang ?? "en_US",
    });
  }
  if (input.optedOut && email) kit.create("mail.blacklist", { email });
  const number = (input.mobile ?? input.phone)?.replaceAll(/[^+\d]/g, "");
  if (input.optedOutOfSms && number) kit.create("phone.blacklist", { number });
  const party: Party = { id, name: input.name, email };
  kit.parties.set(input.name, party);
  return party;
}

export function customerBuilder(kit: Kit, party: Party): CustomerBuilder & Pick<VendorBuilder, "bill"> {
  const builder: CustomerBuilder & Pick<VendorBuilder, "bill"> = {
    id: party.id,
    name: party.name,
    invoice: (input) => invoice(kit, builder, "out_invoice", input),
    bill: (input) => invoice(kit, builder, "in_invoice", input),
    creditNote: (input) => {
      const note = invoice(kit, builder, "out_refund", {
        amount: input.amount,
        date: input.date ?? "today",
        due: input.date ?? "today",
        ...(input.currency ? { currency: input.currency } : {}),
      });
      if (input.reconcileWith) kit.call("account.move", "_settle_with", [[input.reconcileWith.id, note.id]]);
      return note;
    },
    unappliedPayment: ({ amount, currency, date }) => {
      const id = kit.create("account.payment", {
        payment_type: "inbound",
        partner_type: "customer",
        partner_id: party.id,
        amount,
        currency_id: kit.currency(currency),
        date: kit.day(date ?? "today"),
      });
      kit.call("account.payment", "action_post", [[id]]);
      return id;
    },
    promise: ({ until, summary }) =>
      kit.create("mail.activity", {
        res_model: "res.partner",
        res_id: party.id,
        activity_type_id: xmlId(kit, "mail.mail_activity_data_call"),
        date_deadline: kit.day(until),
        summary: summary ?? "Promised to pay",
        user_id: kit.user(undefined),
        res_model_id: xmlId(kit, "base.model_res_partner"),
      }),
    mailed: ({ date, subject, body }) =>
      kit.company.on(date, () =>
        post(kit, "res.partner", party.id, {
          body: body ?? "<p>As discussed on the phone.</p>",
          subject: subject ?? "Your account",
          partner_ids: [party.id],
        }),
      ),
    write: (values) => {
      kit.call("res.partner", "write", [[party.id], values]);
      return builder;
    },
  };
  return builder;
}

/** A message that a person sends from Odoo's chatter to the customer. */
export function post(
  kit: Kit,
  model: string,
  id: number,
  message: { body: string; subject?: string; partner_ids?: readonly number[] },
): number {
  const result = kit.call(model, "message_post", [[id]], {
    message_type: "comment",
    subtype_xmlid: "mail.mt_comment",
    body_is_html: true,
    ...message,
  });
  return Number(Array.isArray(result) ? result[0] : result);
}

type MoveType = "out_invoice" | "in_invoice" | "out_refund";

function invoice(kit: Kit, customer: CustomerBuilder, type: MoveType, input: InvoiceInput): InvoiceBuilder {
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
      invoice_line_ids: [
        [0, 0, { name: input.label ?? "Equipment and service", quantity: 1, price_unit: input.amount, tax_ids: [[6, 0, []]] }],
      ],
    });
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
