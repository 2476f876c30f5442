import { describe, expect, it } from "vitest";
import { addressesIn } from "#src/signals/index.ts";
import { invoiceAddressOf, type ContactNode } from "#src/analyzers/overdue/invoiceAddress.ts";
import { addresseeOf, type ContactRow } from "#src/analyzers/overdue/recipient.ts";

describe("the addresses in a partner's e-mail field", () => {
  it.each([
    [null, []],
    ["", []],
    ["  ", []],
    ["a@b.example", ["a@b.example"]],
    ["Compta@Client.Example ", ["compta@client.example"]],
    ["Comptabilité <compta@client.example>", ["compta@client.example"]],
    ['"Client, SA" <compta@client.example>', ["compta@client.example"]],
    ["a@b.example, c@d.example; e@f.example", ["a@b.example", "c@d.example", "e@f.example"]],
    ["a@b.example\nc@d.example", ["a@b.example", "c@d.example"]],
    ["a@b.example, A@B.example", ["a@b.example"]],
  ])("%j", (field, expected) => {
    expect(addressesIn(field)).toEqual(expected);
  });

  it.each(["n/a", "a@b", "a b@c.example", "a@b.example, see notes", "a@@b.example", "<a@b.example", "a@b.example\r\nBcc: x@y.example"])(
    "does not guess what %j means",
    (field) => {
      expect(addressesIn(field)).toEqual([]);
    },
  );
});

describe("the invoice address", () => {
  const company: ContactNode = { id: 1, parentId: null, type: "contact", isCompany: true };
  const contact = (id: number, parentId: number, type: string, isCompany = false): ContactNode => ({ id, parentId, type, isCompany });

  it("is the entity itself when it has no contacts", () => {
    expect(invoiceAddressOf(company, [])).toBe(1);
    expect(invoiceAddressOf({ ...company, type: "other" }, [])).toBe(1);
  });

  it("is the first contact of type invoice, in Odoo's order", () => {
    expect(invoiceAddressOf(company, [contact(9, 1, "delivery"), contact(7, 1, "invoice"), contact(3, 1, "invoice")])).toBe(7);
  });

  it("goes into a contact's own contacts before its siblings", () => {
    expect(invoiceAddressOf(company, [contact(5, 1, "contact"), contact(6, 1, "invoice"), contact(8, 5, "invoice")])).toBe(8);
  });

  it("does not go into subsidiaries: they are customers of their own", () => {
    expect(invoiceAddressOf(company, [contact(5, 1, "invoice", true), contact(6, 5, "invoice")])).toBe(1);
  });

  it("falls back to the first plain contact when the entity is of another type", () => {
    expect(invoiceAddressOf({ ...company, type: "delivery" }, [contact(4, 1, "other"), contact(5, 1, "contact")])).toBe(5);
  });
});

describe("the addressee", () => {
  const row = (values: Partial<ContactRow> & { id: number }): ContactRow => ({
    name: `Partner ${values.id}`,
    active: true,
    email: null,
    phone: null,
    mobile: null,
    lang: null,
    tz: null,
    type: "contact",
    is_company: false,
    parent_id: null,
    commercial_partner_id: { id: 1, name: "Client" },
    country_id: null,
    user_id: null,
    is_blacklisted: false,
    phone_sanitized_blacklisted: false,
    ...values,
  });
  const root = row({
    id: 1,
    name: "Client",
    email: "info@client.example",
    lang: "fr_FR",
    tz: "Europe/Paris",
    country_id: { id: 75, name: "France" },
  });
  const compta = row({ id: 2, name: "Compta", type: "invoice", parent_id: { id: 1, name: "Client" } });
  const nobody = (): boolean => false;
  const country = (id: number): string | null => (id === 75 ? "FR" : null);

  it("is the invoice contact, with what it lacks taken from the entity", () => {
    const answer = addresseeOf(
      { root, contacts: [{ ...compta, email: "Compta <COMPTA@client.example>, chef@client.example" }] },
      nobody,
      country,
    );
    expect(answer).toEqual({
      kind: "found",
      to: {
        partnerId: 2,
        name: "Compta",
        email: "compta@client.example",
        emailAsRead: "Compta <COMPTA@client.example>, chef@client.example",
        lang: "fr_FR",
        timezone: "Europe/Paris",
        country: "FR",
        isBlacklisted: false,
      },
      cc: [expect.objectContaining({ partnerId: 2, email: "chef@client.example" })],
    });
  });

  it("keeps the contact's own language", () => {
    const answer = addresseeOf({ root, contacts: [{ ...compta, email: "c@client.example", lang: "en_US" }] }, nobody, country);
    expect(answer).toMatchObject({ kind: "found", to: { lang: "en_US" } });
  });

  it("is the entity when the invoice contact has no address", () => {
    expect(addresseeOf({ root, contacts: [compta] }, nobody, country)).toMatchObject({
      kind: "found",
      to: { partnerId: 1, email: "info@client.example" },
    });
  });

  it("is nobody when neither has one", () => {
    expect(addresseeOf({ root: { ...root, email: null }, contacts: [compta] }, nobody, country)).toEqual({
      kind: "none",
      hold: {
        reason: "no_address",
        sentence: "Neither Compta nor Client has an e-mail address in Odoo.",
        until: null,
        record: { model: "res.partner", id: 2 },
      },
    });
  });

  it("says when what stands there is no address", () => {
    expect(addresseeOf({ root: { ...root, email: "ask Paul" }, contacts: [] }, nobody, country)).toMatchObject({
      kind: "none",
      hold: { reason: "no_address", sentence: "The e-mail address of Client in Odoo is not a valid address." },
    });
  });

  it("does not go around an opt-out by writing to somebody else", () => {
    const optedOut = { ...compta, email: "c@client.example", is_blacklisted: true };
    expect(addresseeOf({ root, contacts: [optedOut] }, nobody, country)).toMatchObject({ kind: "none", hold: { reason: "suppressed" } });
    const bounced = { ...compta, email: "c@client.example" };
    const isSuppressed = (email: string): boolean => email === "c@client.example";
    expect(addresseeOf({ root, contacts: [bounced] }, isSuppressed, country)).toMatchObject({
      kind: "none",
      hold: { reason: "suppressed", sentence: "c@client.example bounced, complained or opted out." },
    });
  });

  it("leaves out a suppressed copy", () => {
    const two = { ...compta, email: "c@client.example, d@client.example" };
    expect(addresseeOf({ root, contacts: [two] }, (email) => email.startsWith("d@"), country)).toMatchObject({ kind: "found", cc: [] });
  });
});
