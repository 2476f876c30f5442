import { lockFollowUp, settleFollowUp } from "#src/db/access/scheduledFollowUps.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { announceEnd } from "./announce.ts";
import { viewOf } from "./rows.ts";
import type { FollowUpView } from "./types.ts";

const MAX_REASON = 1000;

/** Withdraws a follow-up that has not become anything yet, with the reason. Errors: `invalid_input`, `not_found`, `conflict`. */
export async function cancelFollowUp({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly followUpId: string; readonly reason: string };
}): Promise<FollowUpView> {
  const reason = input.reason.trim();
  if (reason.length === 0 || reason.length > MAX_REASON) {
    throw new AiCooError("invalid_input", `A reason of 1 to ${MAX_REASON} characters is needed; nothing was changed.`, {
      next: "Say in a sentence why.",
    });
  }
  return withTransaction(ctx, async (inner) => {
    const row = await lockFollowUp(inner, input.followUpId);
    if (row === null) {
      throw new AiCooError("not_found", "There is no follow-up with this id in this organisation.", {
        next: "List the follow-ups and take the id from there.",
      });
    }
    const cancelled = await settleFollowUp(inner, row.id, { status: "cancelled", reason });
    if (cancelled === null) {
      throw new AiCooError("conflict", `The follow-up is ${row.status} already, so it was not withdrawn.`, {
        next: row.status === "proposed" ? "Decide about the action that it became." : "Look at it again.",
        details: { followUpId: row.id, status: row.status, proposedActionId: row.proposedActionId },
      });
    }
    await announceEnd(inner, cancelled);
    return viewOf(cancelled);
  });
}
