import {
  claimActions,
  settleWithin,
  writeStages,
  type ClaimActionsInput,
  type ClaimedAction,
  type Settlement,
  type StageRecord,
} from "#src/actions/index.ts";
import { getDepartedUsers } from "#src/db/access/members.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import type { Actor } from "#src/protocol/index.ts";
import { settleContact } from "./outreachTrail.ts";
import { getGuardrails } from "#src/policy/index.ts";
import { resultOf } from "./results.ts";
import { elapsed, stage, type Run, type Taken } from "./run.ts";
import { checkApproval } from "./stages/approval.ts";
import { validate } from "./stages/validation.ts";
import type { ActionResult } from "./types.ts";

export interface Take {
  readonly taken: readonly Taken[];
  /** Those that got no further: refused at the claim, not valid, not what was approved. */
  readonly ended: readonly ActionResult[];
}

/** Claims a batch and passes it through the first two stages, in one transaction. */
export async function takeActions(run: Run, input: Pick<ClaimActionsInput, "limit" | "actionIds">): Promise<Take> {
  const { workerId, settings } = run.runtime;
  const startedMs = performance.now();
  const take = await withTransaction(run.ctx, async (inner): Promise<Take> => {
    const { claimed, refused } = await claimActions({
      ctx: inner,
      input: { ...input, workerId, leaseSeconds: settings.leaseSeconds },
    });
    const guardrails = claimed.length === 0 ? null : await getGuardrails(inner);
    const departed = await departedApprovers(inner, claimed);
    const taken: Taken[] = [];
    const ended: ActionResult[] = refused.map(({ actionId, code, message, status }) => ({
      actionId,
      result: "refused",
      code,
      reason: message,
      status,
      milliseconds: elapsed(startedMs),
    }));
    const stages: StageRecord[] = [];
    for (const claim of claimed) {
      // whatever an earlier attempt had reserved was not used: the action would not be approved otherwise
      if (claim.attemptNo > 1) await settleContact(inner, claim.actionId, { to: "released" });
      const at = inner.clock.now();
      const times = { startedAt: at, finishedAt: at };
      const validation = validate(claim, inner.orgId);
      stages.push(
        stage(claim, "validation", validation.ok ? "passed" : "blocked", times, validation.ok ? undefined : { reason: validation.reason }),
      );
      if (!validation.ok) {
        ended.push(await end(inner, run, claim, { to: "blocked", reason: validation.reason }, startedMs));
        continue;
      }
      const { action } = validation;
      const approval = checkApproval(claim, action, guardrails!, departed);
      stages.push(
        stage(
          claim,
          "approval",
          approval.ok ? "passed" : approval.kind,
          times,
          approval.ok ? { approvals: approval.counted } : { reason: approval.reason },
        ),
      );
      if (approval.ok) {
        taken.push({ claim, action, startedMs });
        continue;
      }
      const settlement: Settlement =
        approval.kind === "tampered"
          ? { to: "blocked", reason: approval.reason }
          : { to: "require_reapproval", reason: approval.reason, action: approval.action, version: claim.version + 1, changes: [] };
      ended.push(await end(inner, run, claim, settlement, startedMs));
    }
    await writeStages(inner, stages);
    return { taken, ended };
  });
  for (const { claim } of take.taken) await run.hooks.at("after_claim", claim.actionId);
  return take;
}

async function end(ctx: TxContext, run: Run, claim: ClaimedAction, settlement: Settlement, startedMs: number): Promise<ActionResult> {
  await settleWithin(ctx, { actionId: claim.actionId, attemptId: claim.attemptId, workerId: run.runtime.workerId, settlement });
  return resultOf(claim.actionId, settlement, elapsed(startedMs));
}

/** Who approved one of these and has left the organisation since. */
async function departedApprovers(ctx: TxContext, claims: readonly ClaimedAction[]): Promise<ReadonlySet<Actor>> {
  const people = claims.flatMap(({ approvals }) =>
    approvals.flatMap(({ actor }) => (actor.startsWith("user:") ? [actor.slice("user:".length)] : [])),
  );
  const departed = await getDepartedUsers(ctx, people);
  return new Set([...departed].map((id): Actor => `user:${id}`));
}
