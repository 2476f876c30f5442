import { dayIn, daysBetween, momentAfter } from "../calendar.ts";
import type { HeldCandidate, StaleDealFinding } from "../findings.ts";
import { addresseeAt } from "../overdue/recipient.ts";
import { because, repeatReason, type Reason } from "../recordMemory.ts";
import { heldDeal, repetition, type Dossier, type SalesRun } from "./dossiers.ts";

const ACTION = "follow_up_on_stale_deal";

/** What becomes of a deal that may have gone quiet; null for one that has not. */
export type StaleVerdict = { readonly finding: StaleDealFinding } | { readonly held: HeldCandidate } | null;

/**
 * A deal is stale when for some days its stage did not change, nobody wrote about it and no activity was finished.
 * Source: the rule of stale deals of the domain.
 */
export function judgeStale(run: SalesRun, dossier: Dossier): StaleVerdict {
  const { now, company, settings, today } = run;
  const { deal, party, touches } = dossier;
  const quietSince = [deal.stageSince, deal.createdAt].filter((at) => at !== null).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0];
  if (quietSince === undefined || momentAfter(quietSince, settings.deals.staleAfterDays) > now || touches.length > 0) return null;
  const sinceDay = dayIn(company.timezone, new Date(quietSince));
  const quietDays = daysBetween(sinceDay, today);
  const earlier = run.deals.doneAt(ACTION, deal.id).filter((at) => Date.parse(at) > Date.parse(quietSince)).length;
  const held = (reason: Reason): StaleVerdict => ({ held: heldDeal(run, ACTION, dossier, reason) });

  const { forgottenAfterDays, maxFollowUps } = settings.deals;
  const reason =
    (deal.expectedRevenue > 0 ? null : because("no_revenue", "Its expected revenue is not known.")) ??
    (quietDays <= forgottenAfterDays
      ? null
      : because("too_old", `Nothing happened since ${sinceDay}, ${quietDays} days ago: a person should look at it.`)) ??
    dossier.planned ??
    repeatReason(run.deals, { actionType: ACTION, recordId: deal.id }, repetition(run, null)) ??
    (earlier < maxFollowUps
      ? null
      : because("unanswered", `${earlier === 1 ? "A follow-up" : `${earlier} follow-ups`} went unanswered: a person decides.`)) ??
    (party === null ? because("no_customer", "The deal names no customer in Odoo, so nobody can be written to.") : null) ??
    dossier.againstContact;
  if (reason !== null || party === null) return reason === null ? null : held(reason);
  if (party.contact === null) return held(because("customer_archived", "The deal's contact was archived in Odoo."));
  const addressee = addresseeAt(party.contact, party.family.root, run.contacts.isSuppressed, dossier.parties.country);
  if (addressee.kind === "none") {
    const { reason: why, sentence, record } = addressee.hold;
    return held(because(why === "suppressed" ? "suppressed" : "no_address", sentence, { seen: record }));
  }
  return {
    finding: {
      kind: "stale_deal",
      company,
      currency: company.currency,
      customer: party.customer,
      deal,
      salesperson: dossier.salesperson,
      recipient: addressee.to,
      cc: addressee.cc,
      quietSince: sinceDay,
      quietDays,
      earlierFollowUps: earlier,
    },
  };
}
