import { findLastDecision, type DecisionEvent } from "#src/db/access/lastDecision.ts";
import { getMember } from "#src/db/access/people.ts";
import type { TxContext } from "#src/db/index.ts";
import type { Actor } from "#src/protocol/index.ts";

/** What was decided about an action and by whom: whoever comes second is told. */
export interface Decided {
  readonly what: "approved" | "rejected" | "cancelled" | "edited" | "expired";
  /** Null where AI COO did by itself, or who did belongs to the organisation no more. */
  readonly by: string | null;
  /** Who was away, in whose place they did. */
  readonly inPlaceOf: string | null;
  readonly at: Date;
}

const WHAT = {
  "action.approved": "approved",
  "action.rejected": "rejected",
  "action.cancelled": "cancelled",
  "action.edited": "edited",
  "action.expired": "expired",
  // what was taken back decides nothing any more
  "action.recalled": null,
  "action.rejection_recalled": null,
} as const satisfies Record<DecisionEvent, Decided["what"] | null>;

/** The last decision about an action; null where none stands. */
export async function whatWasDecided(ctx: TxContext, actionId: string): Promise<Decided | null> {
  const last = await findLastDecision(ctx, actionId);
  if (last === null) return null;
  const { kind, actor, actingFor, at } = last;
  const what = WHAT[kind];
  if (what === null) return null;
  return { what, by: await nameOf(ctx, actor), inPlaceOf: actingFor === null ? null : await nameOf(ctx, actingFor), at };
}

async function nameOf(ctx: TxContext, actor: Actor): Promise<string | null> {
  const [, userId] = /^user:(.+)$/.exec(actor) ?? [];
  return userId === undefined ? null : ((await getMember(ctx, userId))?.name ?? null);
}
