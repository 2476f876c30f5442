import type { CompanyBuilder, DealBuilder, DealInput, ProjectBuilder, ProjectInput } from "#simulator/index.ts";
import type { EvalCase } from "../types.ts";

/** What several kinds of companies in miniature are made of. */

/** A deal worth 1,000 of the customer Alder, quiet for three weeks unless told otherwise. */
export const deal = (company: CompanyBuilder, over: Partial<DealInput> = {}): DealBuilder =>
  company.deal({
    name: "Hall",
    customer: company.customer({ name: "Alder", country: "BE", mobile: "0470 12 34 56" }),
    revenue: 1_000,
    stage: "Qualified",
    created: "-60d",
    lastStageChange: "-21d",
    salesperson: "ada",
    ...over,
  });

const seller = (company: CompanyBuilder): void => void company.salesperson({ name: "Ada", login: "ada" });

export const withSeller =
  (build: (company: CompanyBuilder, ids: Record<string, number>) => unknown): EvalCase["build"] =>
  (company, ids) => {
    seller(company);
    build(company, ids);
  };

/** A project of Ada's that ends in a month. */
export const project =
  (over: Partial<ProjectInput>, fill: (made: ProjectBuilder) => unknown): EvalCase["build"] =>
  (company, ids) => {
    seller(company);
    const made = company.project({ name: "Hall", manager: "ada", start: "-60d", deadline: "+30d", ...over });
    ids["project"] = made.id;
    fill(made);
  };

/** So many open tasks, of which so many are late. */
export const tasks =
  (open: number, late: number, over: { readonly assignee?: string } = { assignee: "ada" }) =>
  (made: ProjectBuilder): void => {
    for (let index = 0; index < open; index++) made.task({ name: `Task ${index}`, deadline: index < late ? "-20d" : "+9d", ...over });
  };

/** An invoice of a contact that the builder of customers does not know, such as a child of one. */
export function invoiceOf(company: CompanyBuilder, partnerId: number, amount: number, overdue: number): number {
  const [id] = company.call("account.move", "create", [
    [
      {
        move_type: "out_invoice",
        partner_id: partnerId,
        invoice_date: company.day(`-${overdue + 30}d`),
        invoice_date_due: company.day(`-${overdue}d`),
        invoice_line_ids: [[0, 0, { name: "Services", quantity: 1, price_unit: amount, tax_ids: [[6, 0, []]] }]],
      },
    ],
  ]) as number[];
  company.call("account.move", "action_post", [[id]]);
  return id!;
}
