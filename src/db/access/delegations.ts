import { and, asc, desc, eq, gt, isNull, lte, lt, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { TxContext } from "../context.ts";
import { delegations, member, user } from "../schema/index.ts";

export type DelegationRow = typeof delegations.$inferSelect;

/** A delegation that holds at this moment, of somebody who still belongs to the organisation. */
export interface StandInRow {
  readonly id: string;
  readonly fromUser: string;
  readonly fromName: string;
  readonly fromRole: string;
  readonly toUser: string;
  readonly endsAt: Date;
}

/**
 * For whom somebody stands in now (`toUser`), or who stands in for them (`fromUser`); with neither, all of the organisation. Only
 * where both still belong to it.
 */
export async function getStandIns(
  { tx, orgId }: TxContext,
  { toUser, fromUser, now }: { readonly toUser?: string; readonly fromUser?: string; readonly now: Date },
): Promise<StandInRow[]> {
  const from = alias(member, "from_member");
  const to = alias(member, "to_member");
  return tx
    .select({
      id: delegations.id,
      fromUser: delegations.fromUser,
      fromName: user.name,
      fromRole: from.role,
      toUser: delegations.toUser,
      endsAt: delegations.endsAt,
    })
    .from(delegations)
    .innerJoin(from, and(eq(from.organizationId, orgId), eq(from.userId, delegations.fromUser)))
    .innerJoin(to, and(eq(to.organizationId, orgId), eq(to.userId, delegations.toUser)))
    .innerJoin(user, eq(user.id, delegations.fromUser))
    .where(
      and(
        eq(delegations.orgId, orgId),
        isNull(delegations.endedAt),
        lte(delegations.startsAt, now),
        gt(delegations.endsAt, now),
        ...(toUser === undefined ? [] : [eq(delegations.toUser, toUser)]),
        ...(fromUser === undefined ? [] : [eq(delegations.fromUser, fromUser)]),
      ),
    )
    .orderBy(asc(delegations.endsAt), asc(delegations.id));
}

/** What holds or will hold, and what ended of late, newest first. */
export async function listDelegations({ tx, orgId }: TxContext, { endsAfter }: { readonly endsAfter: Date }): Promise<DelegationRow[]> {
  return tx
    .select()
    .from(delegations)
    .where(and(eq(delegations.orgId, orgId), gt(delegations.endsAt, endsAfter)))
    .orderBy(desc(delegations.startsAt), desc(delegations.id))
    .limit(500);
}

/** The one with this id, locked; null where the organisation has none. */
export async function lockDelegation({ tx, orgId }: TxContext, id: string): Promise<DelegationRow | null> {
  const [row] = await tx
    .select()
    .from(delegations)
    .where(and(eq(delegations.orgId, orgId), eq(delegations.id, id)))
    .for("update");
  return row ?? null;
}

/** Whether somebody hands over already at some moment of the period. */
export async function overlapsDelegation(
  { tx, orgId }: TxContext,
  { fromUser, startsAt, endsAt }: Pick<DelegationRow, "fromUser" | "startsAt" | "endsAt">,
): Promise<boolean> {
  const rows = await tx
    .select({ id: delegations.id })
    .from(delegations)
    .where(
      and(
        eq(delegations.orgId, orgId),
        eq(delegations.fromUser, fromUser),
        isNull(delegations.endedAt),
        lt(delegations.startsAt, endsAt),
        gt(delegations.endsAt, startsAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export async function insertDelegation(
  { tx, orgId, actor, clock }: TxContext,
  row: Pick<DelegationRow, "id" | "fromUser" | "toUser" | "startsAt" | "endsAt">,
): Promise<DelegationRow> {
  const [made] = await tx
    .insert(delegations)
    .values({ orgId, createdBy: actor, createdAt: clock.now(), ...row })
    .returning();
  return made!;
}

/** Ends one, or all of a person whichever side they are on, before their time; those that ended already stay as they are. */
export async function endDelegations(
  { tx, orgId, actor, clock }: TxContext,
  which: { readonly id: string } | { readonly userId: string },
): Promise<DelegationRow[]> {
  const now = clock.now();
  const those =
    "id" in which ? eq(delegations.id, which.id) : or(eq(delegations.fromUser, which.userId), eq(delegations.toUser, which.userId));
  return tx
    .update(delegations)
    .set({ endedAt: now, endedBy: actor })
    .where(and(eq(delegations.orgId, orgId), those, isNull(delegations.endedAt), gt(delegations.endsAt, now)))
    .returning();
}
