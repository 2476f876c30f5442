import type { DomainPart, OdooDomain, OdooReader, RawRow } from "#src/odoo/read/index.ts";

/** Money or a credit note that no invoice has been matched with yet, positive, in the company's currency. */
export interface OpenCredit {
  readonly companyId: number;
  readonly partnerId: number;
  readonly amount: number;
}

/** How far the rate may have moved between a foreign invoice and its payment. */
const RATE_MOVEMENT = 0.1;

/**
 * Whether a credit could be the payment of an invoice; both in the company's currency. A payment of the exact sum
 * in a foreign currency is worth more or less than the invoice was, by as much as the rate has moved since.
 */
export function couldCover(credit: number, owed: number, isForeign: boolean): boolean {
  return credit > 0 && credit >= (isForeign ? owed * (1 - RATE_MOVEMENT) : owed);
}

/** How items on receivable accounts are found on this server, by the fields that it has: `account_type` from release 16. */
export async function receivableFilter(reader: OdooReader): Promise<DomainPart> {
  const fields = await reader.fields("account.account");
  return fields.has("account_type")
    ? ["account_id.account_type", "=", "asset_receivable"]
    : ["account_id.internal_type", "=", "receivable"];
}

/**
 * Money and credit notes of these partners that no invoice has been matched with yet, in one company or in all:
 * open credits on receivable accounts, bank lines that name the partner and are not reconciled, and payments that
 * wait for the bank without an entry of their own (from release 18).
 */
export async function readOpenCredits(
  reader: OdooReader,
  {
    partnerIds,
    companyId,
    receivable,
  }: { readonly partnerIds: readonly number[]; readonly companyId?: number; readonly receivable: DomainPart },
): Promise<OpenCredit[]> {
  const whose: OdooDomain = [
    ["partner_id", "in", partnerIds],
    ...(companyId === undefined ? [] : ([["company_id", "=", companyId]] as const)),
  ];
  const found = await Promise.all([
    openItems(reader, whose, receivable),
    unreconciledBankLines(reader, whose),
    paymentsWithoutEntry(reader, whose),
  ]);
  return found.flat();
}

async function openItems(reader: OdooReader, whose: OdooDomain, receivable: DomainPart): Promise<OpenCredit[]> {
  const groups = await reader.group({
    model: "account.move.line",
    domain: [...whose, ["parent_state", "=", "posted"], receivable, ["amount_residual", "<", 0]],
    by: ["company_id", "partner_id"],
    aggregates: ["amount_residual:sum"],
  });
  return groups.flatMap(({ key, values }): OpenCredit[] => {
    const [companyId, partnerId] = [idIn(key["company_id"]), idIn(key["partner_id"])];
    if (companyId === null || partnerId === null) return [];
    return [{ companyId, partnerId, amount: -(values["amount_residual:sum"] ?? 0) }];
  });
}

async function unreconciledBankLines(reader: OdooReader, whose: OdooDomain): Promise<OpenCredit[]> {
  const rows = await reader.searchRead({
    model: "account.bank.statement.line",
    domain: [...whose, ["is_reconciled", "=", false], ["amount", ">", 0]],
    // A line's amount is in its journal's currency; the total of its entry is in the company's.
    fields: ["company_id", "partner_id", "amount_total_signed"],
  });
  return rows.flatMap((row) => creditOf(row, "amount_total_signed"));
}

async function paymentsWithoutEntry(reader: OdooReader, whose: OdooDomain): Promise<OpenCredit[]> {
  const fields = await reader.fields("account.payment");
  const canWait = fields.get("state")?.selection?.some(([value]) => value === "in_process") === true;
  if (!canWait || !fields.has("invoice_ids") || !fields.has("amount_company_currency_signed")) return [];
  const rows = await reader.searchRead({
    model: "account.payment",
    domain: [
      ...whose,
      ["payment_type", "=", "inbound"],
      ["partner_type", "=", "customer"],
      ["state", "=", "in_process"],
      ["move_id", "=", false],
      // One that names its invoices has already put them "in payment".
      ["invoice_ids", "=", false],
    ],
    fields: ["company_id", "partner_id", "amount_company_currency_signed"],
  });
  return rows.flatMap((row) => creditOf(row, "amount_company_currency_signed"));
}

function creditOf(row: RawRow, amountField: string): OpenCredit[] {
  const { company_id: company, partner_id: partner, [amountField]: amount } = row;
  if (!Array.isArray(company) || !Array.isArray(partner) || typeof amount !== "number") return [];
  return [{ companyId: Number(company[0]), partnerId: Number(partner[0]), amount: Math.abs(amount) }];
}

/** The id of a many2one in a group's key. */
function idIn(value: unknown): number | null {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "number" ? value.id : null;
}
