import { and, eq, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { autonomousActions, type HoldSource } from "../schema/index.ts";
import type { ActionRow } from "./autonomousActions.ts";

export type HoldableAction = Pick<
  ActionRow,
  "actionId" | "version" | "fingerprint" | "status" | "actionType" | "actionProtocol" | "holdReason" | "holdSource" | "holdReleased"
>;

const COLUMNS = {
  actionId: autonomousActions.actionId,
  version: autonomousActions.version,
  fingerprint: autonomousActions.fingerprint,
  status: autonomousActions.status,
  actionType: autonomousActions.actionType,
  actionProtocol: autonomousActions.actionProtocol,
  holdReason: autonomousActions.holdReason,
  holdSource: autonomousActions.holdSource,
  holdReleased: autonomousActions.holdReleased,
} as const;

const WAITING = sql`${autonomousActions.status} in ('pending_approval', 'approved')`;
const OPEN = sql`${autonomousActions.status} in ('pending_approval', 'approved', 'executing', 'needs_attention')`;

/** The actions that wait for a decision or for their moment, locked: what holds them back may change. */
export async function getHoldableActions({ tx, orgId }: TxContext): Promise<HoldableAction[]> {
  return tx
    .select(COLUMNS)
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), WAITING))
    .orderBy(autonomousActions.actionId)
    .for("update", { skipLocked: true });
}

/** Whose actions are meant: of these customers, and any that contacts one of these addresses (normalised) on the channel. */
export interface ConcernedBy {
  readonly partnerIds: readonly number[];
  readonly channel: "email" | "sms";
  readonly addresses: readonly string[];
}

/**
 * The concerned actions that could still start, locked. All of them are waited for, in one statement, so that none that is being
 * approved, executed or settled at this moment slips through between two statuses: one that is being executed may come back to
 * wait, and one in doubt may be sent again. In the order of ids, as everybody who locks many of them does; the key itself stays
 * free, so that nobody who leaves a stage or an attempt waits for this.
 */
export async function lockConcernedActions({ tx, orgId }: TxContext, concerned: ConcernedBy): Promise<HoldableAction[]> {
  return tx
    .select(COLUMNS)
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), isConcerned(concerned), OPEN))
    .orderBy(autonomousActions.actionId)
    .for("no key update");
}

/** The customers whose open actions contact one of these addresses (normalised). */
export async function customersOfOpenActions(
  { tx, orgId }: TxContext,
  { channel, addresses }: Omit<ConcernedBy, "partnerIds">,
): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ partnerId: autonomousActions.partnerId })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), OPEN, contacts(channel, addresses)));
  return rows.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId]));
}

function isConcerned({ partnerIds, channel, addresses }: ConcernedBy) {
  return sql`(${autonomousActions.partnerId} = any(${sql.param([...partnerIds])}::int[]) or ${contacts(channel, addresses)})`;
}

/** Whether a document contacts one of the addresses, compared in the form in which the outreach folder normalises them. */
function contacts(channel: "email" | "sms", addresses: readonly string[]) {
  const normalised = channel === "email" ? sql`lower(trim(e ->> 'recipient'))` : sql`regexp_replace(e ->> 'recipient', '[^0-9+]', '', 'g')`;
  return sql`exists (
    select from jsonb_array_elements(${autonomousActions.actionProtocol} -> 'external_effects') e
    where e ->> 'effect_type' = ${channel} and ${normalised} = any(${sql.param([...addresses])}::text[]))`;
}

/** Holds an action back with this reason, or no longer. The caller holds the row and writes the audit entry. */
export async function setActionHold(
  { tx, orgId, clock }: TxContext,
  actionId: string,
  hold: { readonly reason: string; readonly source: HoldSource } | null,
): Promise<void> {
  await tx
    .update(autonomousActions)
    .set({ holdReason: hold?.reason ?? null, holdSource: hold?.source ?? null, updatedAt: clock.now() })
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, actionId)));
}

/** Lets an action go that waits and is held, and remembers for which reason; null where it does not wait or is not held (any more). */
export async function releaseActionHold({ tx, orgId, clock }: TxContext, actionId: string): Promise<ActionRow | null> {
  const [row] = await tx
    .update(autonomousActions)
    .set({ holdReleased: sql`${autonomousActions.holdReason}`, holdReason: null, holdSource: null, updatedAt: clock.now() })
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        eq(autonomousActions.actionId, actionId),
        WAITING,
        sql`${autonomousActions.holdReason} is not null`,
      ),
    )
    .returning();
  return row ?? null;
}
