import type { CompanyRef, CustomerRef, Recipient, Salesperson } from "#src/analyzers/findings.ts";
import { bodySha256, emailAddressSchema, previewOf, type ExternalEffect } from "#src/protocol/index.ts";
import { cleanLine } from "./clean.ts";
import { outwardName, outwardPhone } from "./outward.ts";

/** To and Cc of a mail: every address once, Cc stays Cc. */
export interface Addressees {
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
}

export function addresseesOf(recipient: Recipient, copies: readonly Recipient[]): Addressees {
  const seen = new Set([recipient.email.toLowerCase()]);
  const cc = copies.filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()));
  return { to: [recipient], cc };
}

/** One effect for each address, with the beginning and the hash of the body that is sent. */
export function emailEffects({ to, cc }: Addressees, subject: string, body: string): ExternalEffect[] {
  const body_sha256 = bodySha256(body);
  const effect = (recipient: Recipient, recipient_role: "to" | "cc"): ExternalEffect => ({
    effect_type: "email",
    recipient: recipient.email,
    recipient_role,
    recipient_partner_id: recipient.partnerId,
    subject,
    preview: previewOf(body),
    body_sha256,
  });
  return [...to.map((recipient) => effect(recipient, "to")), ...cc.map((recipient) => effect(recipient, "cc"))];
}

/** Where answers go: the salesperson, else the company; undefined when neither has an address that can be written to. */
export function replyToOf(salesperson: Salesperson | null, company: CompanyRef): string | undefined {
  return [salesperson?.email, company.email].find((address) => emailAddressSchema.safeParse(address).success) ?? undefined;
}

/**
 * Who signs: the salesperson, the company, its phone number; what is known of it. Whoever works in Odoo may call themselves
 * something: what says more than a name does not go out. The company's own name is its administrator's.
 */
export function signatureOf(salesperson: Salesperson | null, company: CompanyRef): string[] {
  const lines = [outwardName(salesperson?.name ?? null) ?? "", cleanLine(company.name, 80), outwardPhone(company.phone) ?? ""];
  return lines.filter((line) => line !== "");
}

/** What a customer is called on cards and in tasks. */
export function customerName(customer: CustomerRef, max = 120): string {
  return cleanLine(customer.name, max) || `Customer ${customer.partnerId}`;
}
