import {
  beginStages,
  claimActions,
  settleAllWithin,
  type ClaimActionsInput,
  type ClaimedAction,
  type SettleActionInput,
  type Settled,
  type Settlement,
  type StageRecord,
} from "#src/actions/index.ts";
import { getDepartedUsers } from "#src/db/access/members.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import type { Actor } from "#src/protocol/index.ts";
import { readOutreachSettings } from "#src/outreach/index.ts";
import { settleContacts } from "./outreachTrail.ts";
import { countDeciders } from "#src/people/index.ts";
import { getGuardrails, readPauses } from "#src/policy/index.ts";
import { resultOf } from "./results.ts";
import { elapsed, stage, type Run, type Taken } from "./run.ts";
import { checkApproval, type PolicyNow } from "./stages/approval.ts";
import { validate } from "./stages/validation.ts";
import { transactionGate } from "./transactionGate.ts";
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
  const take = await transactionGate(run.ctx.db).hold(() =>
    withTransaction(run.ctx, async (inner): Promise<Take> => {
      const { claimed, refused } = await claimActions({
        ctx: inner,
        input: { ...input, workerId, leaseSeconds: settings.leaseSeconds },
      });
      if (claimed.length > 0) run.outreach.settings = run.runtime.outreach ?? (await readOutreachSettings(inner));
      const policy = claimed.length === 0 ? null : await policyNow(inner);
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
      const ends: SettleActionInput[] = [];
      // whatever an earlier attempt had reserved was not used: the action would not be approved otherwise
      const tried = claimed.filter(({ attemptNo }) => attemptNo > 1);
      await settleContacts(
        inner,
        tried.map(({ actionId }) => ({ actionId, end: { to: "released" } })),
      );
      for (const claim of claimed) {
        const at = inner.clock.now();
        const times = { startedAt: at, finishedAt: at };
        const validation = validate(claim, inner.orgId);
        stages.push(
          stage(
            claim,
            "validation",
            validation.ok ? "passed" : "blocked",
            times,
            validation.ok ? undefined : { reason: validation.reason },
          ),
        );
        if (!validation.ok) {
          ends.push(endOf(run, claim, { to: "blocked", reason: validation.reason }));
          continue;
        }
        const { action } = validation;
        const approval = checkApproval(claim, action, policy!, departed);
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
        ends.push(endOf(run, claim, settlement));
      }
      await beginStages(inner, stages);
      const settled = ends.length === 0 ? new Map<string, Settled>() : await settleAllWithin(inner, ends);
      ended.push(
        ...ends.map(({ actionId, settlement }) => resultOf(actionId, settled.get(actionId)?.settlement ?? settlement, elapsed(startedMs))),
      );
      return { taken, ended };
    }),
  );
  for (const { claim } of take.taken) await run.hooks.at("after_claim", claim.actionId);
  return take;
}

function endOf(run: Run, { actionId, attemptId }: ClaimedAction, settlement: Settlement): SettleActionInput {
  return { actionId, attemptId, workerId: run.runtime.workerId, settlement };
}

/** The organisation's rules as they stand when the batch is claimed. */
async function policyNow(ctx: TxContext): Promise<PolicyNow> {
  const settings = await getGuardrails(ctx);
  return { settings, deciders: await countDeciders(ctx), now: ctx.clock.now(), pauses: await readPauses(ctx, settings) };
}

/** Who approved one of these and has left the organisation since. */
async function departedApprovers(ctx: TxContext, claims: readonly ClaimedAction[]): Promise<ReadonlySet<Actor>> {
  const people = claims.flatMap(({ approvals }) =>
    approvals.flatMap(({ actor }) => (actor.startsWith("user:") ? [actor.slice("user:".length)] : [])),
  );
  const departed = await getDepartedUsers(ctx, people);
  return new Set([...departed].map((id): Actor => `user:${id}`));
}
