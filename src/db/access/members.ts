import { and, eq, inArray, isNull } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { member, user } from "../schema/index.ts";

/** Those of these users who have an account but belong to the organisation no more. */
export async function getDepartedUsers({ tx, orgId }: TxContext, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: user.id })
    .from(user)
    .leftJoin(member, and(eq(member.userId, user.id), eq(member.organizationId, orgId)))
    .where(and(inArray(user.id, [...new Set(userIds)]), isNull(member.id)));
  return new Set(rows.map(({ id }) => id));
}

/** The role of each member as better-auth keeps it, several with commas between; who has left is not among them. */
export async function rolesOfMembers({ tx, orgId }: TxContext): Promise<string[]> {
  const rows = await tx.select({ role: member.role }).from(member).where(eq(member.organizationId, orgId));
  return rows.map(({ role }) => role);
}
