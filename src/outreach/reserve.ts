import { insertOutreachLedgerRows, type NewOutreachLedgerRow } from "#src/db/access/outreachLedger.ts";
import { type ScopeReservation, takeOutreachScopes } from "#src/db/access/outreachState.ts";
import type { TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { announceOutreach } from "./announce.ts";
import { OutreachDecider } from "./decide.ts";
import { lockOutreach, MINUTE_MS, type OutreachFacts, readFacts } from "./facts.ts";
import { DEFAULT_OUTREACH_SETTINGS, type OutreachSettings } from "./settings.ts";
import { normaliseAddress } from "./suppressions.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import type { Reservation, ReserveOutreachInput } from "./types.ts";

/** Always in this order, so that two batches over both channels never wait for each other in a circle. */
const CHANNELS: readonly OutreachChannel[] = ["email", "sms"];

/**
 * Reserves one contact before it is made, inside the caller's transaction; the reservation stands from the
 * commit on. Racing transactions of one organisation and channel wait for each other here, so caps and
 * windows hold exactly. A definite failure of the effect must release it (`releaseOutreach`).
 * Reserving again for the same action is granted as long as its first reservation stands unused.
 * The caller writes the audit entry: it knows version, fingerprint and attempt.
 */
export async function reserveOutreach(
  ctx: TxContext,
  input: ReserveOutreachInput,
  settings: OutreachSettings = DEFAULT_OUTREACH_SETTINGS,
): Promise<Reservation> {
  const [reservation] = await reserveOutreachBatch(ctx, [input], settings);
  return reservation!;
}

/** The same for many at once, decided in the order given; one answer per input. */
export async function reserveOutreachBatch(
  ctx: TxContext,
  inputs: readonly ReserveOutreachInput[],
  settings: OutreachSettings = DEFAULT_OUTREACH_SETTINGS,
): Promise<Reservation[]> {
  const reservations = new Map<number, Reservation>();
  for (const channel of CHANNELS) {
    const ofChannel = [...inputs.entries()].filter(([, input]) => input.channel === channel);
    if (ofChannel.length > 0) await reserveOnChannel(ctx, channel, ofChannel, settings, reservations);
  }
  return inputs.map((_, index) => reservations.get(index)!);
}

async function reserveOnChannel(
  ctx: TxContext,
  channel: OutreachChannel,
  inputs: readonly (readonly [number, ReserveOutreachInput])[],
  settings: OutreachSettings,
  reservations: Map<number, Reservation>,
): Promise<void> {
  await lockOutreach(ctx, channel);
  const facts = await readFacts(
    ctx,
    channel,
    inputs.map(([, input]) => input),
    settings,
  );
  const now = ctx.clock.now();
  const decider = new OutreachDecider(channel, settings, now, facts);
  const granted: ReserveOutreachInput[] = [];
  for (const [index, input] of inputs) {
    const { reservation, again } = decider.decide(input);
    reservations.set(index, reservation);
    if (reservation.ok && !again) granted.push(input);
  }

  const taken = await takeOutreachScopes(
    ctx,
    granted.map((input) => scopeOf(input, now)),
    now,
  );
  // Cannot happen under the lock; if it did, somebody writes past it, and nothing of this transaction may stand.
  if (granted.some((input) => !taken.has(input.scopeKey))) {
    throw new AiCooError("conflict", "A contact was reserved by somebody else in the same moment, so nothing was reserved here.", {
      next: "Nothing to do: the action is tried again.",
    });
  }
  await insertOutreachLedgerRows(
    ctx,
    granted.map((input) => ledgerRowOf(input, facts, now)),
  );
  await announceOutreach(
    ctx,
    "outreach.reserved",
    granted.map(({ actionId }) => actionId),
  );
}

export function scopeOf(input: ReserveOutreachInput, now: Date): ScopeReservation {
  return {
    actionId: input.actionId,
    partnerId: input.partnerId,
    contextType: input.contextType,
    contextId: input.contextId ?? 0,
    channel: input.channel,
    scopeKey: input.scopeKey,
    nextAllowedAt: new Date(now.getTime() + input.windowMinutes * MINUTE_MS),
  };
}

export function ledgerRowOf(input: ReserveOutreachInput, facts: Pick<OutreachFacts, "nextAllowedOf">, now: Date): NewOutreachLedgerRow {
  return {
    id: uuidv7(now),
    actionId: input.actionId,
    partnerId: input.partnerId,
    channel: input.channel,
    addresses: input.addresses.map((address) => normaliseAddress(input.channel, address)),
    contextType: input.contextType,
    contextId: input.contextId ?? 0,
    scopeKey: input.scopeKey,
    state: "reserved",
    actionType: input.actionType ?? null,
    level: input.level ?? null,
    currency: input.currency ?? null,
    companyId: input.companyId ?? null,
    invoiceIds: input.invoiceIds === undefined ? null : [...input.invoiceIds],
    reservedAt: now,
    previousNextAllowedAt: facts.nextAllowedOf.get(input.scopeKey) ?? null,
  };
}
