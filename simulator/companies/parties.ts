import { existing, linked } from "../engine/env.ts";
import { ref, text } from "../engine/values.ts";
import { type Kit, xmlId } from "./builder.ts";
import { invoice } from "./invoices.ts";
import type { CustomerBuilder, CustomerInput, VendorBuilder } from "./types.ts";

/** A customer or vendor that the builder has made. */
export interface Party {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
}

/** Letters that are not a plain letter with a mark on it. */
const PLAIN: Readonly<Record<string, string>> = { ł: "l", ø: "o", æ: "ae", ß: "ss" };

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[łøæß]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll("'", "")
    .normalize("NFD")
    .replaceAll(/[̀-ͯ]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Those that this builder made, and those that it found when it was first asked: a running company has some already. */
function partiesOf(kit: Kit): Map<string, Party> {
  if (kit.parties.size === 0) {
    for (const row of kit.env.store.table("res.partner").rows.values())
      if (ref(row, "parent_id") === 0)
        kit.parties.set(text(row, "name"), { id: row.id, name: text(row, "name"), email: text(row, "email") || null });
  }
  return kit.parties;
}

/** Finds the party by name, or makes it with its invoice contact. */
export function partyOf(kit: Kit, input: CustomerInput): Party {
  const known = partiesOf(kit).get(input.name);
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
    street: input.street ?? false,
    zip: input.zip ?? false,
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
  partiesOf(kit).set(input.name, party);
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
    mailed: ({ date, subject, body, by }) =>
      kit.company.on(date, () =>
        post(kit, "res.partner", party.id, {
          body: body ?? "<p>As discussed on the phone.</p>",
          subject: subject ?? "Your account",
          partner_ids: [party.id],
          ...(by === undefined ? {} : { author_id: ref(existing(kit.env, "res.users", kit.user(by)), "partner_id") }),
        }),
      ),
    wrote: ({ date, subject, body }) =>
      kit.company.on(date, () =>
        post(kit, "res.partner", party.id, {
          body,
          subject: subject ?? "Your invoice",
          message_type: "email",
          author_id: party.id,
          ...(party.email === null ? {} : { email_from: party.email }),
        }),
      ),
    write: (values) => {
      kit.call("res.partner", "write", [[party.id], values]);
      return builder;
    },
  };
  return builder;
}

interface Message {
  readonly body: string;
  readonly subject?: string;
  readonly partner_ids?: readonly number[];
  readonly author_id?: number;
  readonly email_from?: string;
  readonly message_type?: "comment" | "email";
}

/** A message on a record's chatter that people outside see: what a person sends from Odoo, unless told otherwise. */
export function post(kit: Kit, model: string, id: number, message: Message): number {
  const result = kit.call(model, "message_post", [[id]], {
    message_type: "comment",
    subtype_xmlid: "mail.mt_comment",
    body_is_html: true,
    ...message,
  });
  return Number(Array.isArray(result) ? result[0] : result);
}
