import { sql } from "drizzle-orm";
import {
  getLiveOutreachMoments,
  getLiveOutreachOfActions,
  getLiveOutreachOfPeople,
  getLiveOutreachOfScopes,
  type OutreachLedgerRow,
} from "#src/db/access/outreachLedger.ts";
import { getOutreachStates } from "#src/db/access/outreachState.ts";
import type { TxContext } from "#src/db/index.ts";
import type { OutreachSettings } from "./settings.ts";
import { findSuppressions, normaliseAddress } from "./suppressions.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import type { ReserveOutreachInput } from "./types.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Everything that decides about contacts on one channel, read at once; it holds as long as the lock is held. */
export interface OutreachFacts {
  readonly ofActions: ReadonlyMap<string, OutreachLedgerRow>;
  readonly nextAllowedOf: ReadonlyMap<string, Date>;
  readonly ofScopes: readonly OutreachLedgerRow[];
  readonly ofPeople: readonly OutreachLedgerRow[];
  /** When the organisation's newest contacts were reserved, newest first, as many as the larger cap. */
  readonly moments: readonly Date[];
  readonly suppressed: ReadonlySet<string>;
}

/** Lets one transaction of an organisation and channel at a time decide; held until it ends. */
export async function lockOutreach(ctx: TxContext, channel: OutreachChannel): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ai_coo.outreach:${ctx.orgId}:${channel}`}, 0))`);
}

export async function readFacts(
  ctx: TxContext,
  channel: OutreachChannel,
  inputs: readonly ReserveOutreachInput[],
  settings: OutreachSettings,
): Promise<OutreachFacts> {
  const now = ctx.clock.now().getTime();
  const caps = settings.limits[channel];
  const addresses = inputs.flatMap((input) => input.addresses.map((address) => normaliseAddress(channel, address)));
  const scopeKeys = inputs.map((input) => input.scopeKey);
  const longestWindow = Math.max(...inputs.map((input) => input.windowMinutes)) * MINUTE_MS;
  const peopleSince = new Date(now - Math.max(DAY_MS, settings.partnerWindowMinutes[channel] * MINUTE_MS));

  // One connection: these run one after the other whatever is written here.
  const ofActions = await getLiveOutreachOfActions(
    ctx,
    inputs.map((input) => input.actionId),
  );
  const states = await getOutreachStates(ctx, scopeKeys);
  const ofScopes = await getLiveOutreachOfScopes(ctx, scopeKeys, new Date(now - longestWindow));
  const ofPeople = await getLiveOutreachOfPeople(ctx, {
    channel,
    partnerIds: [...new Set(inputs.map((input) => input.partnerId))],
    addresses: [...new Set(addresses)],
    since: peopleSince,
  });
  const moments = await getLiveOutreachMoments(ctx, { channel, since: new Date(now - DAY_MS), limit: Math.max(caps.perDay, caps.perHour) });
  const suppressed = await findSuppressions(ctx, channel, addresses);

  return {
    ofActions: new Map(ofActions.map((row) => [row.actionId, row])),
    nextAllowedOf: new Map(states.map((state) => [state.scopeKey, state.nextAllowedAt])),
    ofScopes,
    ofPeople,
    moments,
    suppressed: new Set(suppressed.map((suppression) => suppression.address)),
  };
}
