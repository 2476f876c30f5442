import { getAction } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { getOutcome } from "#src/outcomes/index.ts";
import { isStopped } from "#src/policy/index.ts";
import type { ApiDeps } from "../deps.ts";
import { readContactFrom } from "./contactFrom.ts";
import { readFactCheck } from "./factCheck.ts";

/** One action whole, with the names of who did something to it. Errors: `not_found`. */
export async function readActionDetail(ctx: Context, actionId: string, { accounts }: Pick<ApiDeps, "accounts">) {
  const action = await getAction({ ctx, input: { actionId } });
  const approvers = action.approvals.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf]);
  const doers = action.events.flatMap(({ actor, actingFor }) => [actor, actingFor]);
  const actors = [action.createdBy, ...approvers, ...doers].filter((actor) => actor !== null);
  const names = await accounts.namesOf(ctx.orgId, [...new Set(actors)]);
  return {
    ...action,
    names,
    outcome: await getOutcome(ctx, action.actionId),
    factCheck: await readFactCheck(ctx, action.actionId),
    contactFrom: await readContactFrom(ctx, action),
    stopped: await isStopped(ctx),
  };
}
