import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { AiCooError } from "#src/lib/errors.ts";
import type { TxContext } from "../context.ts";
import { member, notificationPreferences, user } from "../schema/index.ts";

export type NotificationPreferencesRow = typeof notificationPreferences.$inferSelect;

/** Somebody of the organisation who may decide, and how they want to be told; without a row they never said. */
export interface ApproverRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** better-auth's, several with commas between. */
  readonly role: string;
  readonly preferences: NotificationPreferencesRow | null;
}

/** Members with one of these roles, oldest membership first: these people or all. Who has left is not among them. */
export async function listMembersWithRole(
  { tx, orgId }: TxContext,
  roles: readonly string[],
  userIds?: readonly string[],
): Promise<ApproverRow[]> {
  if (userIds?.length === 0) return [];
  const rows = await tx
    .select({ userId: user.id, name: user.name, email: user.email, role: member.role, preferences: notificationPreferences })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .leftJoin(notificationPreferences, and(eq(notificationPreferences.orgId, orgId), eq(notificationPreferences.userId, user.id)))
    .where(and(eq(member.organizationId, orgId), userIds === undefined ? undefined : inArray(user.id, [...userIds])))
    .orderBy(asc(member.createdAt), asc(member.id));
  return rows.filter(({ role }) => role.split(",").some((one) => roles.includes(one.trim())));
}

/** What a person set; null when they never set anything. `lock` holds it until the transaction ends. */
export async function getNotificationPreferences(
  { tx, orgId }: TxContext,
  userId: string,
  options: { readonly lock?: boolean } = {},
): Promise<NotificationPreferencesRow | null> {
  const query = tx
    .select()
    .from(notificationPreferences)
    .where(and(eq(notificationPreferences.orgId, orgId), eq(notificationPreferences.userId, userId)));
  const [row] = options.lock === true ? await query.for("update") : await query;
  return row ?? null;
}

/** Changes what a person set; makes it where they never set anything. Errors: `conflict` for a number that is somebody else's. */
export async function saveNotificationPreferences(
  { tx, orgId, clock }: TxContext,
  userId: string,
  change: Partial<Omit<NotificationPreferencesRow, "orgId" | "userId" | "updatedAt">>,
): Promise<void> {
  if (change.phone !== undefined && change.phone !== null) {
    // said before it is tried: a statement that fails ends the transaction
    const [taken] = await tx
      .select({ userId: notificationPreferences.userId })
      .from(notificationPreferences)
      .where(
        and(
          eq(notificationPreferences.orgId, orgId),
          eq(notificationPreferences.phone, change.phone),
          sql`${notificationPreferences.userId} <> ${userId}`,
        ),
      );
    if (taken !== undefined) {
      throw new AiCooError("conflict", "This number is another member's, so it was not registered.", {
        next: "Use a number of your own: an SMS from a number is one person's word.",
      });
    }
  }
  const set = { ...change, updatedAt: clock.now() };
  await tx
    .insert(notificationPreferences)
    .values({ orgId, userId, ...set })
    .onConflictDoUpdate({ target: [notificationPreferences.orgId, notificationPreferences.userId], set });
}

/** Whose number this is, registered (`phone`) or claimed and not proved yet (`pendingPhone`). */
export async function findPreferencesByPhone(
  { tx, orgId }: TxContext,
  column: "phone" | "pendingPhone",
  phone: string,
): Promise<NotificationPreferencesRow[]> {
  return tx
    .select()
    .from(notificationPreferences)
    .where(and(eq(notificationPreferences.orgId, orgId), eq(notificationPreferences[column], phone)))
    .for("update");
}
