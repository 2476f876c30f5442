import { defineModel, moveLineModel } from "#src/odoo/models/index.ts";
import { roundMoney } from "#src/lib/money.ts";
import { couldCover, readOpenCredits, type Commitment } from "#src/signals/index.ts";
import { accountFilters } from "../accountTypes.ts";
import { businessDaysBetween, dayIn } from "../calendar.ts";
import { readCompanies } from "../companies.ts";
import { readBankFreshness } from "../figures/bank.ts";
import { EMPTY_MEMORY } from "../findings.ts";
import { familyIds, readFamilies } from "../overdue/families.ts";
import type { AnalysisInput, CompanyRun } from "../run.ts";
import { readReceipts, type Receipt } from "./received.ts";

/** What became of a promise, over the facts as they are now. */
export interface PromiseVerdict {
  readonly commitmentId: string;
  /** `open`: its day has not passed, or nobody can say yet whether it was paid. */
  readonly verdict: "open" | "kept" | "broken";
  /** What is still open of it, above the tolerance. */
  readonly openInvoiceIds: readonly number[];
}

const line = moveLineModel.shape;

const promisedItemModel = defineModel("account.move.line", {
  move_id: line.move_id,
  partner_id: line.partner_id,
  company_id: line.company_id,
  currency_id: line.currency_id,
  date: line.date,
  date_maturity: line.date_maturity,
  amount_residual: line.amount_residual,
});

interface OpenItem {
  readonly invoiceId: number;
  readonly partnerId: number;
  readonly currencyId: number;
  readonly date: string;
  readonly dueDate: string;
  readonly residualCompany: number;
}

/**
 * Whether promises to pay were kept: kept once nothing that they cover is open above the tolerance, or once as much as they name
 * came in for it since they were made; broken when their day and the days of grace have passed and neither is so. A promise that names no invoices covers what existed when it was made and falls due
 * by its day. Nothing is called broken while the bank is not reconciled up to date, or while an unmatched payment could be it.
 * Reads only; the number of calls does not grow with the promises.
 */
export async function judgePromises(
  { reader, now, settings }: Omit<AnalysisInput, "memory">,
  promises: readonly Commitment[],
): Promise<PromiseVerdict[]> {
  if (promises.length === 0) return [];
  const [companies, accounts] = await Promise.all([readCompanies(reader, settings), accountFilters(reader)]);
  const verdicts = new Map<string, PromiseVerdict["verdict"][]>(promises.map(({ id }) => [id, []]));
  const openIds = new Map<string, number[]>();
  const families = await readFamilies(reader, [...new Set(promises.map(({ partnerId }) => partnerId))]);
  for (const { ref, transferAccountId } of companies.analysed) {
    const concerned = promises.filter(({ companyId }) => companyId === null || companyId === ref.id);
    if (concerned.length === 0) continue;
    const { ownPartnerIds } = companies;
    const today = dayIn(ref.timezone, now);
    const run: CompanyRun = {
      reader,
      now,
      settings,
      memory: EMPTY_MEMORY,
      company: ref,
      today,
      accounts,
      transferAccountId,
      ownPartnerIds,
    };
    const familyOf = (partnerId: number): number[] => {
      const family = families.get(partnerId);
      return family === undefined ? [partnerId] : familyIds(family);
    };
    const facts = await readFacts(run, concerned, familyOf);
    for (const promise of concerned) {
      const { verdict, openInvoiceIds } = judge(run, promise, facts, new Set(familyOf(promise.partnerId)));
      verdicts.get(promise.id)!.push(verdict);
      openIds.set(promise.id, [...(openIds.get(promise.id) ?? []), ...openInvoiceIds]);
    }
  }
  return promises.map(({ id }) => ({ commitmentId: id, verdict: worst(verdicts.get(id)!), openInvoiceIds: openIds.get(id) ?? [] }));
}

/** Broken in one company is broken; in a company that is not analysed nobody knows. */
function worst(verdicts: readonly PromiseVerdict["verdict"][]): PromiseVerdict["verdict"] {
  if (verdicts.includes("broken")) return "broken";
  return verdicts.length === 0 || verdicts.includes("open") ? "open" : "kept";
}

interface Facts {
  readonly items: readonly OpenItem[];
  readonly receipts: readonly Receipt[];
  /** In the company's currency, by partner. */
  readonly credits: ReadonlyMap<number, number>;
  readonly isBankStale: boolean;
  /** ISO codes by currency id. */
  readonly currencies: ReadonlyMap<number, string>;
}

async function readFacts(run: CompanyRun, promises: readonly Commitment[], familyOf: (partnerId: number) => number[]): Promise<Facts> {
  const { reader, company, accounts } = run;
  const partnerIds = [...new Set(promises.flatMap(({ partnerId }) => familyOf(partnerId)))];
  const [rows, credits, bank, receipts] = await Promise.all([
    reader.list(promisedItemModel, {
      domain: [
        ["company_id", "=", company.id],
        ["parent_state", "=", "posted"],
        ["move_id.move_type", "=", "out_invoice"],
        ["move_id.payment_state", "in", ["not_paid", "partial"]],
        accounts.receivable,
        ["amount_residual", ">", 0],
        "|",
        ["partner_id", "in", partnerIds],
        ["move_id", "in", promises.flatMap(({ invoiceIds }) => invoiceIds)],
      ],
    }),
    readOpenCredits(reader, { partnerIds, companyId: company.id, receivable: accounts.receivable }),
    readBankFreshness(run),
    readReceipts(run, promises, partnerIds),
  ]);
  const currencyNames = rows.flatMap(({ currency_id: currency }) => (currency === null ? [] : [[currency.id, currency.name] as const]));
  const sums = new Map<number, number>();
  for (const { partnerId, amount } of credits) sums.set(partnerId, (sums.get(partnerId) ?? 0) + amount);
  const items = rows.flatMap((row): OpenItem[] => {
    const { move_id: move, partner_id: partner, currency_id: currency, date, date_maturity: dueDate } = row;
    if (move === null || partner === null || currency === null || date === null) return [];
    return [
      {
        invoiceId: move.id,
        partnerId: partner.id,
        currencyId: currency.id,
        date,
        dueDate: dueDate ?? date,
        residualCompany: row.amount_residual,
      },
    ];
  });
  return { items, receipts, credits: sums, isBankStale: bank.isStale, currencies: new Map(currencyNames) };
}

function judge(
  run: CompanyRun,
  promise: Commitment,
  { items, receipts, credits, isBankStale, currencies }: Facts,
  family: ReadonlySet<number>,
): Pick<PromiseVerdict, "verdict" | "openInvoiceIds"> {
  const { settings, company, today } = run;
  const until = promise.until ?? today;
  const madeOn = dayIn(company.timezone, new Date(promise.recordedAt));
  const isCovered = (item: Pick<OpenItem, "invoiceId" | "partnerId" | "date" | "dueDate">, currency: string | undefined): boolean => {
    if (promise.currency !== null && currency !== promise.currency) return false;
    if (promise.invoiceIds.length > 0) return promise.invoiceIds.includes(item.invoiceId);
    return family.has(item.partnerId) && item.date <= madeOn && item.dueDate <= until;
  };
  const covered = items.filter((item) => isCovered(item, currencies.get(item.currencyId)));
  const owed = new Map<number, number>();
  for (const { invoiceId, residualCompany } of covered) owed.set(invoiceId, (owed.get(invoiceId) ?? 0) + residualCompany);
  const open = [...owed].filter(([, residual]) => residual > settings.reminders.tolerance);
  if (open.length === 0) return { verdict: "kept", openInvoiceIds: [] };
  const openInvoiceIds = open.map(([id]) => id);
  const received = receipts.filter((receipt) => receipt.day >= madeOn && isCovered(receipt, receipt.currency));
  if (isAmountReceived(promise, received, company.currency.code)) return { verdict: "kept", openInvoiceIds };
  const hasPassed = businessDaysBetween(until, today, settings) > settings.reminders.promiseGraceDays;
  const credit = [...family].reduce((sum, id) => sum + (credits.get(id) ?? 0), 0);
  const isForeign = covered.some(({ currencyId }) => currencyId !== company.currency.id);
  const mayBePaid = open.some(([, residual]) => couldCover(credit, residual, isForeign));
  return { verdict: hasPassed && !isBankStale && !mayBePaid ? "broken" : "open", openInvoiceIds };
}

/** Whether as much came in as a promise names; an amount without a currency is in the company's. */
function isAmountReceived({ amount, currency }: Commitment, received: readonly Receipt[], home: string): boolean {
  if (amount === null) return false;
  const sum = received.filter((one) => one.currency === (currency ?? home)).reduce((all, one) => all + one.amount, 0);
  return roundMoney(sum - amount, DECIMALS) >= 0;
}

/** No currency has more decimals than this. */
const DECIMALS = 4;
