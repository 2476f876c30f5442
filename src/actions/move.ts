import { and, eq, inArray } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { canTransition, isTerminal, type ActionStatus } from "#src/protocol/index.ts";
import type { ActionRow } from "./rows.ts";

export interface Move {
  readonly actionIds: readonly string[];
  readonly from: ActionStatus;
  readonly to: ActionStatus;
  /** Why, one sentence for people. */
  readonly reason: string | null;
  readonly patch?: Partial<
    Pick<
      ActionRow,
      | "version"
      | "fingerprint"
      | "actionProtocol"
      | "riskLevel"
      | "amount"
      | "currency"
      | "partnerName"
      | "expiresAt"
      | "notBefore"
      | "leaseOwner"
      | "leaseUntil"
    >
  >;
}

/**
 * The one door through which an action changes its status: an update that holds only while the status is
 * still `from`. Answers those that moved; who is missing lost a race. A move that the protocol's table of
 * transitions does not know is a mistake in the program.
 */
export async function moveActions({ tx, orgId, clock }: TxContext, move: Move): Promise<ActionRow[]> {
  if (!canTransition(move.from, move.to)) {
    throw new AiCooError("internal", `An action cannot go from ${move.from} to ${move.to}; nothing was changed.`);
  }
  if (move.actionIds.length === 0) return [];
  const now = clock.now();
  return tx
    .update(autonomousActions)
    .set({
      leaseOwner: null,
      leaseUntil: null,
      notBefore: null,
      ...move.patch,
      status: move.to,
      statusReason: move.reason,
      updatedAt: now,
      settledAt: isTerminal(move.to) ? now : null,
    })
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        inArray(autonomousActions.actionId, [...move.actionIds]),
        eq(autonomousActions.status, move.from),
      ),
    )
    .returning();
}

/** The same for one action; null when its status was another one. */
export async function moveAction(ctx: TxContext, { actionId, ...move }: Omit<Move, "actionIds"> & { readonly actionId: string }) {
  const [row] = await moveActions(ctx, { ...move, actionIds: [actionId] });
  return row ?? null;
}
