import type { OdooDomain, OdooReader } from "#src/odoo/read/index.ts";
import type { CompanyRun } from "../run.ts";
import { overdueItemModel } from "../odooRecords.ts";
import type { StreamedItem } from "./consolidate.ts";

/**
 * Receivable items past their due date, of posted customer invoices that Odoo counts as not or partly paid.
 * Items rather than invoices: an invoice's own due date is that of its last instalment. In payment, paid,
 * reversed and blocked invoices are not overdue. Source: the overdue rule of the domain.
 */
export function overdueDomain(run: CompanyRun): OdooDomain {
  return [
    ["company_id", "=", run.company.id],
    ["parent_state", "=", "posted"],
    ["move_id.move_type", "=", "out_invoice"],
    ["move_id.payment_state", "in", ["not_paid", "partial"]],
    run.accounts.receivable,
    ["partner_id", "!=", false],
    ["date_maturity", "<", run.today],
    ["amount_residual", ">", 0],
  ];
}

/** An overdue item with its line. */
export interface OverdueLine extends StreamedItem {
  readonly lineId: number;
}

/** Streams overdue items in pages, all of them or those that `only` narrows them to. */
export async function* overdueLines(run: CompanyRun, only: OdooDomain = []): AsyncGenerator<OverdueLine[]> {
  const { reader } = run;
  const domain = [...overdueDomain(run), ...only];
  for await (const page of reader.each(overdueItemModel, { domain })) {
    yield page.flatMap((row): OverdueLine[] => {
      if (row.move_id === null || row.partner_id === null || row.currency_id === null || row.date_maturity === null) return [];
      return [
        {
          lineId: row.id,
          invoiceId: row.move_id.id,
          partner: row.partner_id,
          currencyId: row.currency_id.id,
          dueDate: row.date_maturity,
          residual: row.amount_residual_currency,
          residualCompany: row.amount_residual,
          disputed: row.disputed === true,
        },
      ];
    });
  }
}

/** The field by which this server takes items out of reminders; release 18 has none. */
export async function exclusionFieldOf(reader: OdooReader): Promise<"no_followup" | "blocked" | null> {
  const fields = await reader.fields("account.move.line");
  if (fields.has("no_followup")) return "no_followup";
  return fields.has("blocked") ? "blocked" : null;
}
