import type { CompanyRef, CurrencyRef, CustomerRef, DealFacts, Salesperson } from "#src/analyzers/findings.ts";
import type { AffectedRecords, Evidence, RevalidationCheck } from "#src/protocol/index.ts";
import { fieldEquals, recordExists } from "./checks.ts";
import { cleanLine } from "./clean.ts";
import { companyEvidence, customerEvidence } from "./facts.ts";
import { plainMoney } from "./format.ts";
import { customerName } from "./recipients.ts";

/** The facts of a deal in the words that people who approve read, and the checks that they still hold. */

interface AboutDeal {
  readonly company: CompanyRef;
  readonly currency: CurrencyRef;
  readonly customer: CustomerRef;
  readonly deal: DealFacts;
  readonly salesperson: Salesperson | null;
}

/** A deal's name, as Odoo itself writes it into the subject of mails. */
export function dealName({ id, name }: DealFacts, max = 120): string {
  return cleanLine(name, max) || `Deal ${id}`;
}

export function salespersonEvidence(salesperson: Salesperson | null): Evidence[] {
  if (salesperson === null) return [];
  const { userId, name } = salesperson;
  return [{ label: "Salesperson", value: cleanLine(name, 120) || `User ${userId}`, record: { model: "res.users", id: userId } }];
}

export function dealEvidence({ company, currency, customer, deal, salesperson }: AboutDeal): Evidence[] {
  const record = { model: "crm.lead", id: deal.id };
  return [
    companyEvidence(company),
    customerEvidence(customer),
    { label: "Deal", value: dealName(deal), record },
    { label: "Stage", value: cleanLine(deal.stage.name, 120) || `Stage ${deal.stage.id}`, record },
    { label: "Expected revenue", value: plainMoney(deal.expectedRevenue, currency), record },
    { label: "Probability", value: `${Math.round(deal.probability)} %`, record },
    ...(deal.closing === null ? [] : [{ label: "Expected closing", value: deal.closing, record }]),
    ...salespersonEvidence(salesperson),
  ];
}

export function dealRecords({ customer, deal }: AboutDeal): AffectedRecords {
  return {
    model: "crm.lead",
    ids: [deal.id],
    partner_id: customer.partnerId,
    partner_name: customerName(customer),
    record_name: dealName(deal),
  };
}

/** The deal is there, in the stage, with the contact and worth what it was. */
export function dealChecks({ deal, currency }: AboutDeal): RevalidationCheck[] {
  const of = `deal-${deal.id}`;
  const name = `The deal ${dealName(deal, 80)}`;
  const field = (field_: string) => ({ model: "crm.lead", id: deal.id, field: field_, of });
  return [
    recordExists("crm.lead", deal.id, of, name),
    fieldEquals(field("stage_id"), deal.stage.id, `${name} is still in ${cleanLine(deal.stage.name, 80)}`),
    fieldEquals(field("partner_id"), deal.asRead.partnerId, `${name} still has the same contact`),
    fieldEquals(field("expected_revenue"), deal.expectedRevenue, `${name} is still worth ${plainMoney(deal.expectedRevenue, currency)}`),
  ];
}

/** The part of a key that names a deal. */
export const dealScope = ({ deal }: AboutDeal): string => `deal-${deal.id}`;
