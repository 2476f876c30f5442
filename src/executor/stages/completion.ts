import { settleAllWithin, type Settlement } from "#src/actions/index.ts";
import type { TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { SafeOperation } from "#src/protocol/index.ts";
import { backoffFrom, nextQuestion } from "../backoff.ts";
import { planFollowOns } from "../followOns/plan.ts";
import { addFollowOns } from "../followOns/store.ts";
import type { Run } from "../run.ts";
import type { Recordable } from "./recording.ts";

/** An item of the recording with what its outcome means for the action. */
export interface Settling {
  readonly item: Recordable;
  readonly settlement: Settlement;
}

/** Stage 6: where the actions go after their effects, and what follows on its own. */
export async function completeAll(run: Run, ctx: TxContext, settling: readonly Settling[]): Promise<void> {
  const settled = await settleAllWithin(
    ctx,
    settling.map(({ item: { actionId, attemptId, known }, settlement }) => ({
      actionId,
      attemptId,
      workerId: run.runtime.workerId,
      settlement,
      ...(known.kind === "done" ? { providerRef: known.ref } : {}),
    })),
  );
  // the attempts are locked as ours by this very transaction
  if (settling.some(({ item }) => !settled.has(item.actionId))) {
    throw new AiCooError("internal", "An attempt that was held could not be ended; nothing was recorded.");
  }
  const completed = settling.filter(({ settlement }) => settlement.to === "completed");
  await addFollowOns(
    ctx,
    completed.flatMap(({ item }) => planFollowOns(item.action, item.intentAt)),
  );
}

/** What happened, for a person; the provider's own reference stands with the attempt. */
const DONE = {
  send_email: "The mail was accepted for delivery.",
  send_sms: "The message was accepted for delivery.",
  create_odoo_task: "The task stands in Odoo.",
  update_odoo_stage: "The stage was changed in Odoo.",
  log_odoo_activity: "The activity is planned in Odoo.",
  create_internal_note: "The note stands in Odoo.",
  schedule_follow_up: "The follow-up is scheduled.",
} as const satisfies Record<SafeOperation, string>;

/** What an outcome means for the action. */
export function settlementOf(run: Run, item: Recordable, now: Date): Settlement {
  const { known } = item;
  switch (known.kind) {
    case "done":
      return { to: "completed", reason: DONE[item.action.safe_operation] };
    case "final":
      return { to: "failed", reason: known.reason };
    case "ask":
      return { to: "needs_attention", reason: known.reason, ...(known.lookUpAt === undefined ? {} : { lookUpAt: known.lookUpAt }) };
    case "retry":
    case "repeat":
      return again(run, item, known, now);
  }
}

function again(run: Run, item: Recordable, known: Extract<Recordable["known"], { kind: "retry" | "repeat" }>, now: Date): Settlement {
  const { settings, random = Math.random } = run.runtime;
  const wait = backoffFrom(now, item.retriesUsed, settings.retryBaseSeconds, random);
  const asked = known.kind === "retry" && known.retryAfterMs !== undefined ? new Date(now.getTime() + known.retryAfterMs) : wait;
  const notBefore = asked > wait ? asked : wait;
  const usedUp = item.retriesUsed >= settings.maxRetries;
  if (!usedUp && notBefore < item.expiresAt) {
    return { to: "deferred", reason: known.reason, notBefore, because: known.kind === "retry" ? "retry" : "recovered" };
  }
  const why = usedUp ? `It was tried ${item.retriesUsed + 1} times.` : "It expires before it could be tried again.";
  // what was refused did not happen; what was in doubt may have
  if (known.kind === "retry") return { to: "failed", reason: `${known.reason} ${why}` };
  const lookUpAt = nextQuestion(now, now);
  return { to: "needs_attention", reason: `${known.reason} ${why}`, ...(lookUpAt === null ? {} : { lookUpAt }) };
}
