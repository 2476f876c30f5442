import { momentAfter } from "#src/analyzers/calendar.ts";
import type { FinancialAnalysis, HoldReason } from "#src/analyzers/findings.ts";
import { settleCommitments } from "#src/customers/index.ts";
import { openCommitmentRows } from "#src/db/access/customerCommitments.ts";
import type { TxContext } from "#src/db/index.ts";
import { recordEnding } from "#src/outreach/index.ts";

/** With these reasons an analysis has read nothing of a debt, so it cannot say whether an answer has ended its reminders. */
const NOT_READ: readonly HoldReason[] = ["stale_bank", "over_run_limit"];

/**
 * Keeps what answers of customers have ended, so that it stands although the message grows old: each ending names the invoices that
 * were due then, and only a person starts them again. An answer that ended nothing holds the first reminder for some days and is over.
 */
export async function keepReplies(ctx: TxContext, { answered, notChased }: FinancialAnalysis, daysAfterReply: number): Promise<void> {
  for (const { company, partnerId, partnerName, currency, at, invoiceIds, isRecorded } of answered) {
    if (isRecorded) continue;
    await recordEnding(ctx, { partnerId, partnerName, companyId: company.id, currency: currency.code, invoiceIds }, new Date(at));
  }
  const unread = new Set(notChased.flatMap(({ partnerId, reason }) => (NOT_READ.includes(reason) ? [partnerId] : [])));
  const now = ctx.clock.now();
  const passed = (await openCommitmentRows(ctx, { kinds: ["reply"] })).filter(
    ({ invoiceIds, partnerId, recordedAt }) =>
      invoiceIds.length === 0 && !unread.has(partnerId) && momentAfter(recordedAt.toISOString(), daysAfterReply) <= now,
  );
  const reason = `Nobody let the reminders go on within ${daysAfterReply} days.`;
  await settleCommitments(
    ctx,
    passed.map(({ id }) => ({ commitmentId: id, status: "settled", reason })),
  );
}
