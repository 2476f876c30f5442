import type { ActionProtocol, ExternalEffect } from "#src/protocol/index.ts";
import type { RawRow } from "#src/odoo/read/index.ts";
import { countryCodeOf } from "./countries.ts";
import { mailAddressesOf, phoneNumbersOf } from "./addresses.ts";
import { type Evaluation, failed, notReadable, passed } from "./evaluation.ts";
import { type Facts, isSuppressed } from "./facts.ts";
import { recordName } from "./words.ts";

type Contact = Extract<ExternalEffect, { effect_type: "email" | "sms" }>;

/** One recipient, under an id without the address: ids go to places from which nothing is erased. */
export interface RecipientCheck {
  readonly check_id: string;
  readonly evaluation: Evaluation;
}

/**
 * Grounds every recipient in Odoo again, whatever the plan says: the address must be the present address of
 * the partner it was approved for, who must be active, of the customer the action is about (a copy may go to
 * a colleague inside), and neither on Odoo's blacklist nor on our own list.
 */
export function evaluateRecipients(action: ActionProtocol, facts: Facts): RecipientCheck[] {
  const contacts = action.external_effects.filter((effect): effect is Contact => effect.effect_type !== "webhook");
  const checks = contacts.map((contact, index) => ({
    check_id: `recipient:${contact.recipient_partner_id}:${contact.recipient_role}:${index}`,
    evaluation: evaluateRecipient(contact, action, facts),
  }));
  return [...checks, ...ungrounded(action, contacts)];
}

function evaluateRecipient(contact: Contact, action: ActionProtocol, facts: Facts): Evaluation {
  const partners = facts.models.get("res.partner");
  if (partners === undefined) return failed(null, "The recipient was not read.");
  if (partners.kind === "unreadable") return notReadable(partners, facts);
  const id = contact.recipient_partner_id;
  const partner = partners.rows.get(id);
  const name = recordName("res.partner", id, partner);
  if (partner === undefined) return failed(null, `${name} no longer exists in Odoo, or may no longer be seen.`);
  if (partner["active"] === false) return failed({ active: false }, `${name} was archived.`);

  const seen = { partner_id: id };
  const channel = contact.effect_type;
  const country = () => countryCodeOf(partner, facts) ?? countryCodeOf(partners.rows.get(action.affected_records.partner_id ?? 0), facts);
  const present = channel === "email" ? mailAddressesOf(partner) : phoneNumbersOf(partner, country());
  if (!present.includes(contact.recipient.toLowerCase())) {
    return failed(seen, `${contact.recipient} is no longer an address of ${name} (now ${present.join(", ") || "none"}).`);
  }
  const stranger = strangerTo(action, contact, partner, partners.rows);
  if (stranger !== undefined) return failed(seen, `${name} ${stranger}.`);
  if (partner[channel === "email" ? "is_blacklisted" : "phone_sanitized_blacklisted"] === true) {
    return failed({ ...seen, blacklisted: true }, `${name} is on Odoo's blacklist and may not be contacted.`);
  }
  if (isSuppressed(facts, channel, contact.recipient)) {
    return failed({ ...seen, suppressed: true }, `${contact.recipient} opted out, bounced or complained, and may not be contacted.`);
  }
  return passed(seen, `${contact.recipient} is an address of ${name}.`);
}

/** Why the recipient has nothing to do with the action's customer, or `undefined`. */
function strangerTo(action: ActionProtocol, contact: Contact, partner: RawRow, rows: ReadonlyMap<number, RawRow>): string | undefined {
  const customerId = action.affected_records.partner_id;
  if (customerId === undefined) return "cannot be matched with a customer: the action names none";
  const customer = rows.get(customerId);
  if (customer === undefined) return "belongs to a customer that no longer exists in Odoo";
  if (customer["active"] === false) return "belongs to a customer that was archived";
  if (commercialId(partner) === commercialId(customer)) return undefined;
  // `partner_share` is false for people who work here.
  if (contact.recipient_role === "cc" && partner["partner_share"] === false) return undefined;
  return "belongs to another customer than the action is about";
}

function commercialId(partner: RawRow): unknown {
  const value = partner["commercial_partner_id"];
  return Array.isArray(value) ? value[0] : partner["id"];
}

/** Addresses of the inputs that no effect names: nobody approved them, whatever became of the parser's rule. */
function ungrounded(action: ActionProtocol, contacts: readonly Contact[]): RecipientCheck[] {
  const named = new Set(contacts.map((contact) => contact.recipient.toLowerCase()));
  return addressesIn(action)
    .filter((address) => !named.has(address.toLowerCase()))
    .map((address, index) => ({
      check_id: `recipient:unnamed:${index}`,
      evaluation: failed(null, `${address} would be contacted although the approval does not name it.`),
    }));
}

function addressesIn({ operation }: ActionProtocol): readonly string[] {
  if (operation.type === "send_email") return [...operation.inputs.to, ...operation.inputs.cc];
  return operation.type === "send_sms" ? [operation.inputs.to] : [];
}
