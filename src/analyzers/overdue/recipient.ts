import type { RecordOf } from "#src/odoo/models/index.ts";
import type { Hold, Recipient } from "../findings.ts";
import type { contactModel } from "../odooRecords.ts";
import { addressesIn } from "#src/signals/index.ts";
import { invoiceAddressOf, type ContactNode } from "./invoiceAddress.ts";

export type ContactRow = RecordOf<typeof contactModel>;

/** A commercial entity and its contacts, in the order in which Odoo lists them. */
export interface Family {
  readonly root: ContactRow;
  readonly contacts: readonly ContactRow[];
}

/** Whom a message goes to, or why it cannot go. */
export type Addressee =
  | { readonly kind: "found"; readonly to: Recipient; readonly cc: readonly Recipient[] }
  | { readonly kind: "none"; readonly hold: Hold };

/**
 * The invoice address, else the commercial entity. Several addresses on one contact: the first is written to,
 * the others stay Cc. A contact whose address opted out, bounced or complained is not replaced by another one.
 */
export function addresseeOf(
  family: Family,
  isSuppressed: (email: string) => boolean,
  countryCode: (countryId: number) => string | null,
): Addressee {
  const { root, contacts } = family;
  const invoiceContactId = invoiceAddressOf(node(root), contacts.map(node));
  const invoiceContact = contacts.find(({ id }) => id === invoiceContactId) ?? root;
  const chosen = [invoiceContact, root].find(({ email }) => addressesIn(email).length > 0);
  if (chosen === undefined) return { kind: "none", hold: noAddress(root, invoiceContact) };
  return addresseeAt(chosen, root, isSuppressed, countryCode);
}

/** This contact and nobody else: who answers for a deal is not replaced by a colleague. */
export function addresseeAt(
  chosen: ContactRow,
  root: ContactRow,
  isSuppressed: (email: string) => boolean,
  countryCode: (countryId: number) => string | null,
): Addressee {
  const recipients = addressesIn(chosen.email).map((email): Recipient => recipient(chosen, root, email, countryCode));
  const [to, ...cc] = recipients;
  if (to === undefined) return { kind: "none", hold: noAddress(chosen, chosen) };
  if (to.isBlacklisted || isSuppressed(to.email)) {
    const why = to.isBlacklisted ? "is on Odoo's mail blacklist" : "bounced, complained or opted out";
    return {
      kind: "none",
      hold: { reason: "suppressed", sentence: `${to.email} ${why}.`, until: null, record: { model: "res.partner", id: chosen.id } },
    };
  }
  return { kind: "found", to, cc: cc.filter(({ email }) => !isSuppressed(email)) };
}

function recipient(contact: ContactRow, root: ContactRow, email: string, countryCode: (countryId: number) => string | null): Recipient {
  const countryId = contact.country_id?.id ?? root.country_id?.id;
  return {
    partnerId: contact.id,
    name: contact.name ?? root.name ?? email,
    email,
    emailAsRead: contact.email ?? "",
    lang: contact.lang ?? root.lang,
    timezone: contact.tz ?? root.tz,
    country: countryId === undefined ? null : countryCode(countryId),
    isBlacklisted: contact.is_blacklisted === true,
  };
}

function noAddress(root: ContactRow, invoiceContact: ContactRow): Hold {
  const names = [...new Set([invoiceContact, root].map(({ id, name }) => name ?? `partner ${id}`))].join(" nor ");
  const unreadable = [invoiceContact, root].find(({ email }) => email !== null);
  const sentence =
    unreadable === undefined
      ? `${invoiceContact.id === root.id ? `${names} has no` : `Neither ${names} has an`} e-mail address in Odoo.`
      : `The e-mail address of ${unreadable.name ?? `partner ${unreadable.id}`} in Odoo is not a valid address.`;
  return { reason: "no_address", sentence, until: null, record: { model: "res.partner", id: invoiceContact.id } };
}

function node(row: ContactRow): ContactNode {
  return { id: row.id, parentId: row.parent_id?.id ?? null, type: row.type, isCompany: row.is_company };
}
