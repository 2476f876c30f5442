import { proposeAction } from "#src/actions/index.ts";
import {
  claimDueFollowUps,
  lockClaimedFollowUp,
  postponeFollowUp,
  settleFollowUp,
  type FollowUpRow,
} from "#src/db/access/scheduledFollowUps.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { asAiCooError, type AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { Logger } from "#src/lib/logger.ts";
import { announceEnd } from "./announce.ts";
import { viewOf } from "./rows.ts";
import type { Composed, FollowUpComposer, FollowUpStatistics } from "./types.ts";

export interface RunFollowUpsOptions {
  readonly composer: FollowUpComposer;
  readonly logger: Logger;
  /** Taken at once; the next are taken when these are done. */
  readonly batchSize?: number;
  /** How long a run holds what it has taken, in seconds; afterwards another one may take it over. */
  readonly holdSeconds?: number;
  /** Takes nothing more when aborted; what is taken is finished. */
  readonly signal?: AbortSignal;
}

const DEFAULT_BATCH = 20;
const DEFAULT_HOLD_SECONDS = 900;
/** A follow-up is tried for about three days, then closed. */
const MOST_TRIES = 20;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

type End = "proposed" | "closed" | "postponed" | "lost";

/**
 * Makes proposals of the follow-ups whose time has come, over the facts as they are now. Each is taken by one run at a time, and
 * ended in the transaction that proposes its action, so that late, doubled and overlapping runs make no second one. What nothing
 * calls for any more is closed with the reason. The system itself proposes, so its context is needed.
 */
export async function runDueFollowUps(ctx: Context, options: RunFollowUpsOptions): Promise<FollowUpStatistics> {
  const { batchSize = DEFAULT_BATCH, holdSeconds = DEFAULT_HOLD_SECONDS } = options;
  // a name of its own for each run: the same process may be running twice
  const runId = uuidv7(ctx.clock.now());
  const counts: Record<End, number> = { proposed: 0, closed: 0, postponed: 0, lost: 0 };
  let claimed = 0;
  while (options.signal?.aborted !== true) {
    const until = new Date(ctx.clock.now().getTime() + holdSeconds * 1000);
    const rows = await withTransaction(ctx, (inner) => claimDueFollowUps(inner, { runId, until, limit: batchSize }));
    if (rows.length === 0) break;
    claimed += rows.length;
    for (const row of rows) counts[await finish(ctx, row, runId, options)] += 1;
  }
  return { claimed, ...counts };
}

async function finish(ctx: Context, row: FollowUpRow, runId: string, { composer, logger }: RunFollowUpsOptions): Promise<End> {
  const held = { id: row.id, runId };
  const failed = (thrown: unknown, isFinal: (error: AiCooError) => boolean): Promise<End> => {
    const error = asAiCooError(thrown);
    logger.warn({ err: error, followUpId: row.id }, "a follow-up could not be made a proposal");
    return withTransaction(ctx, async (inner) => {
      if ((await lockClaimedFollowUp(inner, held)) === null) return "lost";
      return isFinal(error) || row.tries >= MOST_TRIES
        ? close(inner, row, `No action could be made of it: ${error.message}`)
        : postpone(inner, row, error.message);
    });
  };
  let composed: Composed;
  try {
    composed = await composer.compose(viewOf(row));
  } catch (thrown) {
    return failed(thrown, () => false);
  }
  try {
    return await withTransaction(ctx, async (inner) =>
      (await lockClaimedFollowUp(inner, held)) === null ? "lost" : settle(inner, row, composed),
    );
  } catch (thrown) {
    // the same document would be refused again
    return failed(thrown, ({ code }) => code === "invalid_input");
  }
}

/** Another run tries again, later each time. */
async function postpone(ctx: TxContext, row: FollowUpRow, reason: string): Promise<End> {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (row.tries - 1), LONGEST_WAIT_MS);
  await postponeFollowUp(ctx, row.id, { until: new Date(ctx.clock.now().getTime() + wait), reason });
  return "postponed";
}

async function settle(ctx: TxContext, row: FollowUpRow, composed: Composed): Promise<End> {
  if (composed.kind === "nothing") return close(ctx, row, composed.reason);
  const { kind: _kind, ...input } = composed;
  const result = await proposeAction({ ctx, input });
  if (!result.proposed) {
    if (result.reason === "type_off") return close(ctx, row, result.sentence);
    const { actionId, status } = result.existing;
    return close(ctx, row, `An action that says the same stands already; it is ${status.replaceAll("_", " ")}.`, actionId);
  }
  const settled = await settleFollowUp(ctx, row.id, { status: "proposed", reason: null, proposedActionId: result.actionId });
  if (settled !== null) await announceEnd(ctx, settled);
  return "proposed";
}

async function close(ctx: TxContext, row: FollowUpRow, reason: string, proposedActionId?: string): Promise<End> {
  const settled = await settleFollowUp(ctx, row.id, {
    status: "closed",
    reason,
    ...(proposedActionId === undefined ? {} : { proposedActionId }),
  });
  if (settled !== null) await announceEnd(ctx, settled);
  return "closed";
}
