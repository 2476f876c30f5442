import { withTransaction, type TxContext } from "#src/db/index.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { actionApprovals, actionVersions } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { guardrailsInForce, neededApprovals } from "#src/policy/index.ts";
import { enqueue } from "#src/queue/index.ts";
import { actionCan, DEFAULTS, fingerprint, isActionExpired, validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import { conflictOf } from "./conflict.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import type { ResolveActionInput } from "./types.ts";
import { answerUnknown, type Answer } from "./unknown.ts";
import type { ActionVerbs } from "./verbs.ts";

/**
 * A person's word on an action whose effect may have happened: it did, it did not and shall again, or leave
 * it. Sending again is bound to the fingerprint like an approval, because it is one.
 * Errors: `not_found`, `conflict`, `fingerprint_mismatch`, `invalid_input`, `forbidden`.
 */
export const resolveAction: ActionVerbs["resolveAction"] = async ({ ctx, input }) => {
  if (!ctx.actor.startsWith("user:")) {
    throw new AiCooError("forbidden", "Only a person can say what became of an effect; nothing was changed.", {
      next: "Sign in and say there whether it was sent.",
    });
  }
  return withTransaction(ctx, async (inner) => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const can = actionCan.resolve(stateOf(row, inner.clock.now()));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const answered = await answerUnknown(inner, await answerOf(inner, row, input));
    if (answered === null) throw await conflictOf(inner, row, "Somebody else settled it at the same moment.");
    return { actionId: answered.actionId, status: answered.status };
  });
};

async function answerOf(ctx: TxContext, row: ActionRow, input: ResolveActionInput): Promise<Answer> {
  const facts = { resolution: input.resolution };
  const said = input.reason === undefined ? "" : ` ${input.reason.trim().slice(0, 1000)}`;
  const { actionId } = row;
  switch (input.resolution) {
    case "it_was_sent":
      // what belongs to a mail that went out (the contact, its audit entry, the notes in Odoo) is the executor's to write
      await enqueue(ctx, { name: "recover-attempts", payload: { orgId: ctx.orgId } });
      return { actionId, to: "completed", outcome: "done", reason: `A person says that it happened.${said}`, facts };
    case "give_up":
      // the contact may have been made, so it goes on counting as one
      return { actionId, to: "failed", outcome: "final", reason: `A person decided to leave it.${said}`, facts };
    case "send_again":
      return {
        actionId,
        to: "approved",
        outcome: "retry",
        reason: `A person says that it did not happen and lets it run again.${said}`,
        facts,
        patch: await againPatch(ctx, row, input.fingerprint),
      };
  }
}

/**
 * What changes so that the action can run again. While it lives its approvals stand; afterwards it needs a
 * new life, which is another fingerprint, and the person's word is the approval of that.
 */
async function againPatch(ctx: TxContext, row: ActionRow, seen: string | undefined): Promise<NonNullable<Answer["patch"]>> {
  const stored = validateActionProtocol(row.actionProtocol);
  if (!stored.ok || seen !== row.fingerprint || fingerprint(stored.action) !== row.fingerprint) {
    throw new AiCooError("fingerprint_mismatch", "What would be sent again is not what was shown to you; nothing was changed.", {
      next: "Open the action again, read what it does, and decide anew.",
      details: { actionId: row.actionId, version: row.version, fingerprint: row.fingerprint },
    });
  }
  const now = ctx.clock.now();
  if (!isActionExpired(stored.action, now)) return {};
  if (neededApprovals(await guardrailsInForce(ctx), stored.action) > 1) {
    throw new AiCooError("conflict", "The action has expired and needs more than one approval, so one person cannot let it run again.", {
      next: "Say that it was not sent with 'give up'; the next analysis proposes it again for everybody to approve.",
      details: { actionId: row.actionId, status: row.status },
    });
  }
  return revive(ctx, row, stored.action, now);
}

async function revive({ tx, orgId, actor }: TxContext, row: ActionRow, action: ActionProtocol, now: Date) {
  const longest = Date.parse(action.created_at) + DEFAULTS.maxLifeDays * 86_400_000;
  const expiresAt = new Date(Math.min(now.getTime() + DEFAULTS.expiryHours * 3_600_000, longest));
  if (expiresAt <= now) {
    throw new AiCooError("conflict", `The action is older than ${DEFAULTS.maxLifeDays} days; it cannot run again.`, {
      next: "Say 'give up'; if the reason still stands, the next analysis proposes it anew.",
      details: { actionId: row.actionId, status: row.status },
    });
  }
  const revived: ActionProtocol = { ...action, expires_at: expiresAt.toISOString() };
  const next = { version: row.version + 1, fingerprint: fingerprint(revived), actionProtocol: revived };
  await tx.insert(actionVersions).values({
    orgId,
    actionId: row.actionId,
    ...next,
    createdBy: actor,
    createdAt: now,
    reason: "A person lets it run again after its life had ended.",
  });
  await tx.insert(actionApprovals).values({
    orgId,
    id: uuidv7(now),
    actionId: row.actionId,
    version: next.version,
    fingerprint: next.fingerprint,
    decision: "approve",
    actor,
    channel: "in_app",
    reason: "send again",
    decidedAt: now,
  });
  return { ...next, expiresAt };
}
