import { and, asc, count, desc, eq, gt } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { invitation, member, organization, user } from "../schema/index.ts";

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly since: Date;
}

const MEMBER = { userId: member.userId, name: user.name, email: user.email, role: member.role, since: member.createdAt };

/** Everybody who belongs to the organisation, in the order in which they came. */
export async function listMembers({ tx, orgId }: TxContext): Promise<MemberRow[]> {
  return tx
    .select(MEMBER)
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, orgId))
    .orderBy(asc(member.createdAt), asc(member.id));
}

/** All memberships of the organisation, locked: whoever changes one sees how many owners there are, whoever races. */
export async function lockMembers({ tx, orgId }: TxContext): Promise<{ readonly userId: string; readonly role: string }[]> {
  return tx
    .select({ userId: member.userId, role: member.role })
    .from(member)
    .where(eq(member.organizationId, orgId))
    .orderBy(asc(member.id))
    .for("update");
}

/** The membership of one person; null for who does not belong to the organisation. */
export async function getMember({ tx, orgId }: TxContext, userId: string): Promise<MemberRow | null> {
  const [row] = await tx
    .select(MEMBER)
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, orgId), eq(member.userId, userId)));
  return row ?? null;
}

/** Whether somebody with this address belongs to the organisation. */
export async function hasMemberWithEmail({ tx, orgId }: TxContext, email: string): Promise<boolean> {
  const rows = await tx
    .select({ id: member.id })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, orgId), eq(user.email, email)));
  return rows.length > 0;
}

export async function insertMember(
  { tx, orgId, clock }: TxContext,
  { id, userId, role }: { readonly id: string; readonly userId: string; readonly role: string },
): Promise<boolean> {
  const rows = await tx
    .insert(member)
    .values({ id, organizationId: orgId, userId, role, createdAt: clock.now() })
    .onConflictDoNothing()
    .returning({ id: member.id });
  return rows.length > 0;
}

export async function setMemberRole({ tx, orgId }: TxContext, userId: string, role: string): Promise<void> {
  await tx
    .update(member)
    .set({ role })
    .where(and(eq(member.organizationId, orgId), eq(member.userId, userId)));
}

export async function deleteMember({ tx, orgId }: TxContext, userId: string): Promise<void> {
  await tx.delete(member).where(and(eq(member.organizationId, orgId), eq(member.userId, userId)));
}

export type InvitationRow = typeof invitation.$inferSelect;

/** Who is invited and has not answered, newest first. */
export async function listOpenInvitations({ tx, orgId, clock }: TxContext): Promise<InvitationRow[]> {
  return tx
    .select()
    .from(invitation)
    .where(and(eq(invitation.organizationId, orgId), eq(invitation.status, "pending"), gt(invitation.expiresAt, clock.now())))
    .orderBy(desc(invitation.createdAt), desc(invitation.id))
    .limit(200);
}

export async function countOpenInvitations({ tx, orgId, clock }: TxContext): Promise<number> {
  const [row] = await tx
    .select({ many: count() })
    .from(invitation)
    .where(and(eq(invitation.organizationId, orgId), eq(invitation.status, "pending"), gt(invitation.expiresAt, clock.now())));
  return row?.many ?? 0;
}

export async function insertInvitation(
  { tx, orgId, clock }: TxContext,
  row: Pick<InvitationRow, "id" | "email" | "role" | "expiresAt" | "inviterId">,
): Promise<void> {
  await tx.insert(invitation).values({ organizationId: orgId, status: "pending", createdAt: clock.now(), ...row });
}

export async function getInvitation({ tx, orgId }: TxContext, id: string): Promise<InvitationRow | null> {
  const [row] = await tx
    .select()
    .from(invitation)
    .where(and(eq(invitation.organizationId, orgId), eq(invitation.id, id)));
  return row ?? null;
}

/** An invitation with the names that its mail says; null where it is none of the organisation's. */
export async function getInvitationWithNames(
  { tx, orgId }: TxContext,
  id: string,
): Promise<{ readonly invitation: InvitationRow; readonly organisation: string; readonly invitedBy: string } | null> {
  const [row] = await tx
    .select({ invitation, organisation: organization.name, invitedBy: user.name })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .innerJoin(user, eq(user.id, invitation.inviterId))
    .where(and(eq(invitation.organizationId, orgId), eq(invitation.id, id)));
  return row ?? null;
}

/** `pending → status` of one invitation, or of all to an address; the ids of those that were still open. */
export async function closeInvitations(
  { tx, orgId }: TxContext,
  which: { readonly id: string } | { readonly email: string },
  status: "accepted" | "canceled",
): Promise<string[]> {
  const those = "id" in which ? eq(invitation.id, which.id) : eq(invitation.email, which.email);
  const rows = await tx
    .update(invitation)
    .set({ status })
    .where(and(eq(invitation.organizationId, orgId), those, eq(invitation.status, "pending")))
    .returning({ id: invitation.id });
  return rows.map(({ id }) => id);
}
