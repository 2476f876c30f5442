import { endCommitmentRow } from "#src/db/access/customerCommitments.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { announceCommitment, keepCommitmentHolds } from "#src/outreach/index.ts";
import { wakeReleased } from "./wake.ts";

/** How something recorded ended by itself. */
export interface CommitmentEnd {
  readonly commitmentId: string;
  readonly status: "kept" | "broken" | "settled";
  /** One sentence without names. */
  readonly reason: string;
}

/**
 * Ends what the facts have ended, each once: of two analyses at the same moment one does it, and what a person ended meanwhile stays as
 * the person left it. Answers how many this call ended. The system itself does it, so its context is needed.
 */
export async function settleCommitments(ctx: Context, ends: readonly CommitmentEnd[]): Promise<number> {
  let settled = 0;
  for (const { commitmentId, status, reason } of ends) {
    const changed = await withTransaction(ctx, async (inner) => {
      const row = await endCommitmentRow(inner, commitmentId, { status, reason });
      if (row === null) return false;
      await announceCommitment(inner, row, null);
      const { released } = await keepCommitmentHolds(inner, [row.partnerId]);
      await wakeReleased(inner, released);
      return true;
    });
    if (changed) settled += 1;
  }
  return settled;
}
