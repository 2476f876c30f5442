import { endCommitmentRow, insertCommitment, openCommitmentRows } from "#src/db/access/customerCommitments.ts";
import { getPartnerName } from "#src/db/access/partnerNames.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { announceCommitment, keepCommitmentHolds, repliesWereRead } from "#src/outreach/index.ts";
import { concernsDebt } from "#src/signals/index.ts";
import { viewOf } from "./rows.ts";
import type { CommitmentChange } from "./types.ts";
import { wakeReleased } from "./wake.ts";
import { requirePerson, requireWords } from "./words.ts";

export interface ResumeRemindersInput {
  /** The commercial entity in Odoo. */
  readonly partnerId: number;
  /** All companies and currencies when left out. */
  readonly companyId?: number;
  readonly currency?: string;
  readonly reason: string;
}

/**
 * A person lets a customer's reminders go on: stops end, what the customer wrote until now counts as read, and the next level comes
 * when the ladder says so. Promises and disputes stand: they are withdrawn or settled by themselves.
 * Errors: `forbidden`, `invalid_input`.
 */
export async function resumeReminders({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: ResumeRemindersInput;
}): Promise<CommitmentChange> {
  requirePerson(ctx, "let a customer's reminders go on");
  const { partnerId, companyId = null, currency = null } = input;
  const reason = requireWords(input.reason, "A reason");
  return withTransaction(ctx, async (inner) => {
    const debt = { ...(companyId === null ? {} : { companyId }), ...(currency === null ? {} : { currency }) };
    // what stops this debt ends whole, also where it was about others; an answer is read once, whatever it was about
    for (const row of await openCommitmentRows(inner, { partnerIds: [partnerId], kinds: ["stop"] })) {
      if (!concernsDebt(row, debt)) continue;
      const ended = await endCommitmentRow(inner, row.id, { status: "settled", reason });
      if (ended !== null) await announceCommitment(inner, ended, reason);
    }
    await repliesWereRead(inner, partnerId, reason);
    const entry = await insertCommitment(inner, {
      id: uuidv7(inner.clock.now()),
      kind: "resume",
      partnerId,
      partnerName: await getPartnerName(inner, partnerId),
      companyId,
      currency,
      amount: null,
      invoiceIds: [],
      untilDay: null,
      note: reason,
      source: "person",
    });
    await announceCommitment(inner, entry, reason);
    const ended = await endCommitmentRow(inner, entry.id, { status: "settled", reason: null });
    const { held, released } = await keepCommitmentHolds(inner, [partnerId]);
    await wakeReleased(inner, released);
    return { commitment: viewOf(ended ?? entry), held, released };
  });
}
