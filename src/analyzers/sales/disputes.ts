import { commitmentSentence, concernsDebt } from "#src/signals/index.ts";
import { dayIn } from "../calendar.ts";
import { because, type Reason } from "../recordMemory.ts";
import type { SalesRun } from "./dossiers.ts";

/**
 * Why nobody writes to a customer about business while a dispute is open: a person recorded it here, or an open invoice is
 * marked in Odoo. `marked` holds the partners of such invoices.
 */
export function disputeReason(
  run: SalesRun,
  customer: { readonly id: number; readonly ids: readonly number[] },
  marked: ReadonlySet<number>,
): Reason | null {
  const seen = { model: "res.partner", id: customer.id };
  const { company, contacts } = run;
  const recorded = contacts
    .of(customer.ids)
    .recorded.commitments.find((one) => one.kind === "dispute" && concernsDebt(one, { companyId: company.id }));
  if (recorded !== undefined)
    return because("customer_disputed", commitmentSentence(recorded, dayIn(company.timezone, new Date(recorded.recordedAt))), { seen });
  return customer.ids.some((id) => marked.has(id))
    ? because("customer_disputed", "An open invoice of this customer is marked in Odoo as disputed or excluded from follow-up.", { seen })
    : null;
}
