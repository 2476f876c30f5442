import { getLiveOutreachOfActions, insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { getOutreachStates, takeOutreachScopes } from "#src/db/access/outreachState.ts";
import type { TxContext } from "#src/db/index.ts";
import { lockOutreach } from "./facts.ts";
import { announceOutreach } from "./announce.ts";
import { ledgerRowOf, scopeOf } from "./reserve.ts";
import type { ReserveOutreachInput } from "./types.ts";

/**
 * Enters a contact that may have been made without this database knowing, as one whose outcome is not known: it closes its
 * window and counts against the caps, whatever policy says, because what happened is not asked. Entering it again changes nothing.
 */
export async function assumeOutreach(ctx: TxContext, input: ReserveOutreachInput): Promise<void> {
  await lockOutreach(ctx, input.channel);
  const live = await getLiveOutreachOfActions(ctx, [input.actionId]);
  if (live.length > 0) return;
  const now = ctx.clock.now();
  const states = await getOutreachStates(ctx, [input.scopeKey]);
  const nextAllowedOf = new Map(states.map(({ scopeKey, nextAllowedAt }) => [scopeKey, nextAllowedAt]));
  // a scope that is closed already stays with whoever closed it
  await takeOutreachScopes(ctx, [scopeOf(input, now)], now);
  await insertOutreachLedgerRows(ctx, [{ ...ledgerRowOf(input, { nextAllowedOf }, now), state: "unknown" }]);
  await announceOutreach(ctx, "outreach.unknown", [input.actionId]);
}
