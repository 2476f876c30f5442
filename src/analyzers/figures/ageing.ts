import { roundMoney, sumMoney } from "#src/lib/money.ts";
import type { DomainPart } from "#src/odoo/read/index.ts";
import { addDays } from "../calendar.ts";
import { AGEING_BUCKETS, type Ageing, type AgeingBucket } from "../findings.ts";
import type { CompanyRun } from "../run.ts";

/** The first and last due date of a bucket; null is open. */
export interface BucketRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Which due dates fall into each bucket: due today is not due yet, 1-30 is one to thirty days late. */
export function bucketRanges(today: string): Record<AgeingBucket, BucketRange> {
  const daysAgo = (days: number): string => addDays(today, -days);
  return {
    not_due: { from: today, to: null },
    "1_30": { from: daysAgo(30), to: daysAgo(1) },
    "31_60": { from: daysAgo(60), to: daysAgo(31) },
    "61_90": { from: daysAgo(90), to: daysAgo(61) },
    over_90: { from: null, to: daysAgo(91) },
  };
}

/**
 * Open items of one side by age, in the company's currency, net of payments and credit notes that are not
 * reconciled yet. Odoo adds up: five calls whatever the number of items. Items without a due date age by their date.
 */
export async function readAgeing(run: CompanyRun, side: "receivable" | "payable"): Promise<Ageing> {
  const { reader, company, accounts } = run;
  const sign = side === "receivable" ? 1 : -1;
  const ranges = bucketRanges(run.today);
  const answers = await Promise.all(
    AGEING_BUCKETS.map((bucket) =>
      reader.group({
        model: "account.move.line",
        domain: [
          ["company_id", "=", company.id],
          ["parent_state", "=", "posted"],
          accounts[side],
          ["amount_residual", "!=", 0],
          ...dueWithin(ranges[bucket]),
        ],
        by: ["company_id"],
        aggregates: ["amount_residual:sum"],
      }),
    ),
  );
  const { decimals } = company.currency;
  const amounts = answers.map((groups) =>
    roundMoney(sign * groups.reduce((sum, { values }) => sum + (values["amount_residual:sum"] ?? 0), 0), decimals),
  );
  const buckets = Object.fromEntries(AGEING_BUCKETS.map((bucket, index) => [bucket, amounts[index]!])) as Record<AgeingBucket, number>;
  const total = sumMoney(amounts, decimals);
  return {
    buckets,
    total,
    overdue: sumMoney([total, -buckets.not_due], decimals),
    itemCount: answers.flat().reduce((sum, { count }) => sum + count, 0),
  };
}

/** The due date, or the item's date where it has none, lies in the range. */
function dueWithin(range: BucketRange): DomainPart[] {
  return ["|", ...allOf(within("date_maturity", range)), ...allOf([["date_maturity", "=", false], ...within("date", range)])];
}

function within(field: string, { from, to }: BucketRange): DomainPart[] {
  return [...(from === null ? [] : [[field, ">=", from] as const]), ...(to === null ? [] : [[field, "<=", to] as const])];
}

/** Conditions as one operand of a prefix domain. */
function allOf(conditions: readonly DomainPart[]): DomainPart[] {
  return [...Array.from({ length: conditions.length - 1 }, () => "&"), ...conditions];
}
