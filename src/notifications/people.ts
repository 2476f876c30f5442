import { listMembersWithRole, type ApproverRow } from "#src/db/access/approvers.ts";
import type { TxContext } from "#src/db/index.ts";
import { rightsOfRole, ROLES } from "#src/people/rights.ts";
import { personSettingsSchema, type PersonSettings } from "./settings.ts";

/** The roles that decide about actions. */
const DECIDING = ROLES.filter((role) => rightsOfRole(role).includes("decide"));

/** Somebody who may decide, and how they are reached. */
export interface Approver {
  readonly userId: string;
  readonly name: string;
  readonly isOwner: boolean;
  /** Null where the account has none that a mail could reach. */
  readonly email: string | null;
  /** Registered; null where nothing can be sent there. */
  readonly phone: string | null;
  readonly isSmsLocked: boolean;
  readonly timezone: string;
  readonly settings: PersonSettings;
}

/** Everybody who may decide now: these people or all, in the order in which they joined. `timezone` is the organisation's. */
export async function listApprovers(
  ctx: TxContext,
  { timezone, userIds }: { readonly timezone: string; readonly userIds?: readonly string[] },
): Promise<Approver[]> {
  return (await listMembersWithRole(ctx, DECIDING, userIds)).map((row) => approverOf(row, timezone));
}

/** One of them; null for who may not decide, or belongs to the organisation no more. */
export async function findApprover(ctx: TxContext, userId: string, timezone = "UTC"): Promise<Approver | null> {
  return (await listApprovers(ctx, { timezone, userIds: [userId] }))[0] ?? null;
}

function approverOf({ userId, name, email, role, preferences }: ApproverRow, timezone: string): Approver {
  const stored = personSettingsSchema.safeParse(preferences?.settings ?? {});
  return {
    userId,
    name,
    isOwner: role.split(",").some((one) => one.trim() === "owner"),
    // the first owner's account is made without an address, in the reserved domain
    email: /\.invalid$/i.test(email) ? null : email.trim().toLowerCase(),
    phone: preferences?.phone ?? null,
    isSmsLocked: preferences !== null && preferences.smsLockedAt !== null,
    timezone: preferences?.timezone ?? timezone,
    // settings of an older release: told as somebody who never said
    settings: stored.success ? stored.data : personSettingsSchema.parse({}),
  };
}
