import { sql } from "drizzle-orm";
import {
  getLiveOutreachMoments,
  getLiveOutreachOfActions,
  getLiveOutreachOfPeople,
  getLiveOutreachOfScopes,
  type LiveContact,
} from "#src/db/access/outreachLedger.ts";
import { getOutreachStates } from "#src/db/access/outreachState.ts";
import type { TxContext } from "#src/db/index.ts";
import type { Commitment } from "#src/signals/index.ts";
import { standingCommitments } from "./commitments.ts";
import type { Contact } from "./contacts.ts";
import type { OutreachSettings } from "./settings.ts";
import { findSuppressions, normaliseAddress } from "./suppressions.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import type { ReserveOutreachInput } from "./types.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Everything that decides about contacts on one channel, read at once; it holds as long as the lock is held. */
export interface OutreachFacts {
  readonly ofActions: ReadonlyMap<string, LiveContact>;
  readonly nextAllowedOf: ReadonlyMap<string, Date>;
  readonly ofScopes: readonly Contact[];
  /** Of the customers and addresses, over a day or their window. */
  readonly ofPeople: readonly Contact[];
  /** What stands against the organisation's caps. */
  readonly newest: { readonly ofHour: NewestContacts; readonly ofDay: NewestContacts };
  readonly suppressed: ReadonlySet<string>;
  /** The open promises, disputes and stops of the customers that are reminded. */
  readonly standing: readonly Commitment[];
}

/**
 * When the newest contacts inside a window were reserved, newest first, around the one that fills the cap: the first
 * `skipped` are left out, because no decision of this transaction looks at them.
 */
export interface NewestContacts {
  readonly cap: number;
  readonly skipped: number;
  readonly moments: readonly Date[];
}

/** Lets one transaction of an organisation and channel at a time decide; held until it ends. */
export async function lockOutreach(ctx: TxContext, channel: OutreachChannel): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ai_coo.outreach:${ctx.orgId}:${channel}`}, 0))`);
}

export const isReminder = ({ actionType }: Pick<ReserveOutreachInput, "actionType">): boolean => actionType === "send_invoice_reminder";

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
  const newest = async (cap: number, windowMs: number): Promise<NewestContacts> => {
    const skipped = Math.max(cap - inputs.length, 0);
    const around = { channel, since: new Date(now - windowMs), skip: skipped, limit: cap - skipped };
    return { cap, skipped, moments: await getLiveOutreachMoments(ctx, around) };
  };
  const ofHour = await newest(caps.perHour, HOUR_MS);
  const ofDay = await newest(caps.perDay, DAY_MS);
  const suppressed = await findSuppressions(ctx, channel, addresses);
  const standing = await standingCommitments(ctx, [...new Set(inputs.filter(isReminder).map(({ partnerId }) => partnerId))]);

  return {
    ofActions: new Map(ofActions.map((row) => [row.actionId, row])),
    nextAllowedOf: new Map(states.map((state) => [state.scopeKey, state.nextAllowedAt])),
    ofScopes,
    ofPeople,
    newest: { ofHour, ofDay },
    suppressed: new Set(suppressed.map((suppression) => suppression.address)),
    standing,
  };
}
