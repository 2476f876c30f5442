import { judgePromises } from "#src/analyzers/promises/judge.ts";
import { dayIn } from "#src/analyzers/calendar.ts";
import type { AnalysisSettings } from "#src/analyzers/settings.ts";
import { settleCommitments, type CommitmentEnd } from "#src/customers/index.ts";
import { openCommitmentRows, type CommitmentRow } from "#src/db/access/customerCommitments.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { commitmentOf, keepCommitmentHolds } from "#src/outreach/index.ts";
import type { Commitment } from "#src/signals/index.ts";
import { readTimezone } from "./settings.ts";

/**
 * Ends what the facts have ended, before customers are judged by what stands: promises that were kept or broken, stops whose last
 * day has passed, answers that ended the reminders of what is no longer open. Each ends once, however many analyses run.
 * @throws what the reader throws; nothing is ended then that has to be read for.
 */
export async function endPassedCommitments(ctx: Context, reader: OdooReader, settings: AnalysisSettings): Promise<number> {
  const rows = await withTransaction(ctx, (inner) => openCommitmentRows(inner));
  if (rows.length === 0) return 0;
  const now = ctx.clock.now();
  const today = dayIn(settings.timezone ?? (await readTimezone(ctx)), now);
  const passed = rows.flatMap((row) => passedOf(row, today));
  const promises = rows.filter(({ kind }) => kind === "promise").flatMap((row) => commitmentOf(row) ?? []);
  const endings = rows.filter(({ kind, invoiceIds }) => kind === "reply" && invoiceIds.length > 0).flatMap(asLasting);
  const answers = new Set(endings.map(({ id }) => id));
  const judged = (await judgePromises({ reader, now, settings }, [...promises, ...endings])).flatMap(
    ({ commitmentId, verdict, openInvoiceIds }): CommitmentEnd[] => {
      if (verdict === "open") return [];
      if (answers.has(commitmentId)) {
        return openInvoiceIds.length > 0 ? [] : [{ commitmentId, status: "settled", reason: "Nothing that it covers is open any more." }];
      }
      const reason =
        verdict === "kept"
          ? openInvoiceIds.length === 0
            ? "Nothing that it covers is open any more."
            : "As much as it names came in since it was made; the rest is still open."
          : `Its day has passed and ${openInvoiceIds.length === 1 ? "an invoice" : `${openInvoiceIds.length} invoices`} that it covers ${openInvoiceIds.length === 1 ? "is" : "are"} still open.`;
      return [{ commitmentId, status: verdict, reason }];
    },
  );
  return settleCommitments(ctx, [...passed, ...judged]);
}

/** An answer as a promise without an end: whether what it names is open is asked in the same read. */
function asLasting(row: CommitmentRow): Commitment[] {
  const answer = commitmentOf(row);
  return answer === null ? [] : [{ ...answer, until: "9999-12-31" }];
}

function passedOf({ id, kind, untilDay }: CommitmentRow, today: string): CommitmentEnd[] {
  if (kind === "stop" && untilDay !== null && untilDay < today) {
    return [{ commitmentId: id, status: "settled", reason: "Its last day has passed." }];
  }
  return [];
}

/** Holds what was proposed while something was being recorded about its customer. */
export async function keepAllCommitmentHolds(ctx: TxContext): Promise<void> {
  const rows = await openCommitmentRows(ctx, { kinds: ["promise", "dispute", "stop"] });
  await keepCommitmentHolds(ctx, [...new Set(rows.map(({ partnerId }) => partnerId))]);
}
