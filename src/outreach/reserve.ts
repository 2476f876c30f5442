import type { TxContext } from "#src/db/index.ts";
import { DEFAULT_OUTREACH_SETTINGS, type OutreachSettings } from "./settings.ts";
import type { Reservation, ReserveOutreachInput } from "./types.ts";

/**
 * Reserves one contact before it is made, inside the caller's transaction; the reservation stands from the
 * commit on. Racing transactions of one organisation and channel wait for each other here, so caps and
 * windows hold exactly. A definite failure of the effect must release it (`releaseOutreach`).
 * Reserving again for the same action is granted as long as its first reservation stands unused.
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
  _ctx: TxContext,
  _inputs: readonly ReserveOutreachInput[],
  _settings: OutreachSettings = DEFAULT_OUTREACH_SETTINGS,
): Promise<Reservation[]> {
  throw new Error("being built");
}
