import { isMobileNumber, phoneNumberIn } from "#src/signals/index.ts";
import { daysBetween } from "../calendar.ts";
import type { ClosingDealFinding, HeldCandidate, SmsRecipient } from "../findings.ts";
import { because, repeatReason, type Reason } from "../recordMemory.ts";
import { heldDeal, repetition, type Dossier, type SalesRun } from "./dossiers.ts";
import type { Party } from "../parties.ts";

const ACTION = "send_deal_check_in";

export type ClosingVerdict = { readonly finding: ClosingDealFinding } | { readonly held: HeldCandidate } | null;

/**
 * A deal that is expected to close within days gets a check-in by SMS. Source: the rule of check-ins of the domain:
 * a mobile number that parses for the contact's country and is on no blacklist.
 */
export function judgeClosing(run: SalesRun, dossier: Dossier): ClosingVerdict {
  const { today, settings, company } = run;
  const { deal, party } = dossier;
  if (deal.closing === null || deal.closing < today) return null;
  const daysToClosing = daysBetween(today, deal.closing);
  if (daysToClosing > settings.deals.closingWithinDays) return null;
  const held = (reason: Reason): ClosingVerdict => ({ held: heldDeal(run, ACTION, dossier, reason) });

  const reason =
    dossier.planned ??
    repeatReason(run.deals, { actionType: ACTION, recordId: deal.id }, repetition(run, settings.deals.checkInAgainAfterDays)) ??
    (party === null ? because("no_customer", "The deal names no customer in Odoo, so nobody can be written to.") : null) ??
    dossier.againstContact;
  if (reason !== null || party === null) return reason === null ? null : held(reason);
  if (party.contact === null) return held(because("customer_archived", "The deal's contact was archived in Odoo."));
  const recipient = smsRecipientOf(party.contact, party, dossier.parties.country);
  if (recipient === null) {
    return held(
      because("no_mobile", `${party.contact.name ?? "The contact"} has no mobile number in Odoo that is valid where it is.`, {
        seen: { model: "res.partner", id: party.contact.id },
      }),
    );
  }
  if (party.contact.phone_sanitized_blacklisted === true || run.contacts.isSuppressedNumber(recipient.number)) {
    return held(
      because("suppressed", `${recipient.number} opted out of SMS, or is on Odoo's phone blacklist.`, {
        seen: { model: "res.partner", id: party.contact.id },
      }),
    );
  }
  return {
    finding: {
      kind: "closing_deal",
      company,
      currency: company.currency,
      customer: party.customer,
      deal,
      salesperson: dossier.salesperson,
      recipient,
      daysToClosing,
    },
  };
}

function smsRecipientOf(
  contact: NonNullable<Party["contact"]>,
  { family: { root } }: Party,
  countryCode: (countryId: number) => string | null,
): SmsRecipient | null {
  const countryId = contact.country_id?.id ?? root.country_id?.id;
  const country = countryId === undefined ? null : countryCode(countryId);
  for (const field of ["mobile", "phone"] as const) {
    const text = contact[field];
    const number = phoneNumberIn(text, country);
    if (text === null || number === null || !isMobileNumber(number)) continue;
    return {
      partnerId: contact.id,
      name: contact.name ?? root.name ?? number,
      number,
      field,
      numberAsRead: text,
      lang: contact.lang ?? root.lang,
      timezone: contact.tz ?? root.tz,
      country,
      hasBlacklist: contact.phone_sanitized_blacklisted !== null,
    };
  }
  return null;
}
