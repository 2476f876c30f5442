import type { RawRow } from "#src/odoo/read/index.ts";
import { asRef } from "../figures/cash.ts";
import type { CompanyRun } from "../run.ts";

/**
 * Money and credit notes of these partners that no invoice has been matched with yet, by partner, positive, in
 * the company's currency: open credits on receivable accounts, bank lines that name the partner and are not
 * reconciled, and payments that wait for the bank without an entry of their own (from release 18).
 */
export async function readOpenCredits(run: CompanyRun, partnerIds: readonly number[]): Promise<Map<number, number>> {
  const [items, bankLines, payments] = await Promise.all([
    openItems(run, partnerIds),
    unreconciledBankLines(run, partnerIds),
    paymentsWithoutEntry(run, partnerIds),
  ]);
  const credits = new Map<number, number>();
  for (const [partnerId, amount] of [...items, ...bankLines, ...payments]) {
    credits.set(partnerId, (credits.get(partnerId) ?? 0) + amount);
  }
  return credits;
}

type Credit = readonly [partnerId: number, amount: number];

async function openItems(run: CompanyRun, partnerIds: readonly number[]): Promise<Credit[]> {
  const groups = await run.reader.group({
    model: "account.move.line",
    domain: [
      ["company_id", "=", run.company.id],
      ["parent_state", "=", "posted"],
      run.accounts.receivable,
      ["partner_id", "in", partnerIds],
      ["amount_residual", "<", 0],
    ],
    by: ["partner_id"],
    aggregates: ["amount_residual:sum"],
  });
  return groups.flatMap(({ key, values }): Credit[] => {
    const partner = asRef(key["partner_id"]);
    return partner === null ? [] : [[partner.id, -(values["amount_residual:sum"] ?? 0)]];
  });
}

async function unreconciledBankLines(run: CompanyRun, partnerIds: readonly number[]): Promise<Credit[]> {
  const rows = await run.reader.searchRead({
    model: "account.bank.statement.line",
    domain: [
      ["company_id", "=", run.company.id],
      ["partner_id", "in", partnerIds],
      ["is_reconciled", "=", false],
      ["amount", ">", 0],
    ],
    // A line's amount is in its journal's currency; the total of its entry is in the company's.
    fields: ["partner_id", "amount_total_signed"],
  });
  return rows.flatMap((row) => creditOf(row, "amount_total_signed"));
}

async function paymentsWithoutEntry(run: CompanyRun, partnerIds: readonly number[]): Promise<Credit[]> {
  const fields = await run.reader.fields("account.payment");
  const canWait = fields.get("state")?.selection?.some(([value]) => value === "in_process") === true;
  if (!canWait || !fields.has("invoice_ids") || !fields.has("amount_company_currency_signed")) return [];
  const rows = await run.reader.searchRead({
    model: "account.payment",
    domain: [
      ["company_id", "=", run.company.id],
      ["partner_id", "in", partnerIds],
      ["payment_type", "=", "inbound"],
      ["partner_type", "=", "customer"],
      ["state", "=", "in_process"],
      ["move_id", "=", false],
      // One that names its invoices has already put them "in payment".
      ["invoice_ids", "=", false],
    ],
    fields: ["partner_id", "amount_company_currency_signed"],
  });
  return rows.flatMap((row) => creditOf(row, "amount_company_currency_signed"));
}

function creditOf(row: RawRow, amountField: string): Credit[] {
  const { partner_id: partner, [amountField]: amount } = row;
  if (!Array.isArray(partner) || typeof partner[0] !== "number" || typeof amount !== "number") return [];
  return [[partner[0], Math.abs(amount)]];
}
