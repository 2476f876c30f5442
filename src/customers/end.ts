import { endCommitmentRow, getCommitmentRow } from "#src/db/access/customerCommitments.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { announceCommitment, keepCommitmentHolds } from "#src/outreach/index.ts";
import { viewOf } from "./rows.ts";
import type { CommitmentChange } from "./types.ts";
import { wakeReleased } from "./wake.ts";
import { requirePerson, requireWords } from "./words.ts";

export interface EndCommitmentInput {
  readonly commitmentId: string;
  /** `withdrawn`: it was recorded wrongly or is taken back. `settled`: it was dealt with. */
  readonly as: "withdrawn" | "settled";
  readonly reason: string;
}

/**
 * A person ends what stands recorded about a customer; what only it held is let go in the same transaction.
 * Errors: `forbidden`, `invalid_input`, `not_found`, `conflict`.
 */
export async function endCommitment({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: EndCommitmentInput;
}): Promise<CommitmentChange> {
  requirePerson(ctx, "end what stands recorded about a customer");
  const reason = requireWords(input.reason, "A reason");
  return withTransaction(ctx, async (inner) => {
    const row = await endCommitmentRow(inner, input.commitmentId, { status: input.as, reason });
    if (row === null) throw await refusal(inner, input.commitmentId);
    await announceCommitment(inner, row, reason);
    const { held, released } = await keepCommitmentHolds(inner, [row.partnerId]);
    await wakeReleased(inner, released);
    return { commitment: viewOf(row), held, released };
  });
}

async function refusal(ctx: Parameters<typeof getCommitmentRow>[0], id: string): Promise<AiCooError> {
  const row = await getCommitmentRow(ctx, id);
  if (row === null) {
    return new AiCooError("not_found", "Nothing with this id stands recorded about a customer of this organisation.", {
      next: "List what is recorded about the customer and take the id from there.",
    });
  }
  return new AiCooError("conflict", `It is ${row.status} already, so it was not ended again.`, {
    next: "Look at it again.",
    details: { commitmentId: row.id, status: row.status },
  });
}
