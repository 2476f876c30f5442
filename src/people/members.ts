import { appendAuditEvent } from "#src/audit/index.ts";
import { endDelegations } from "#src/db/access/delegations.ts";
import { deleteMember, getMember, lockMembers, setMemberRole } from "#src/db/access/people.ts";
import { deleteSavedViewsOf } from "#src/db/access/savedViews.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { noSuchPerson, requireOwnRight } from "./own.ts";
import { mayAssign, roleOf, type Role } from "./rights.ts";

interface Verb<Input> {
  readonly ctx: Context;
  readonly input: Input;
}

/**
 * Gives a member another role. Nobody gives or takes away a role above their own, and the last owner stays one.
 * Errors: `not_found`, `forbidden`, `conflict`.
 */
export async function changeRole({ ctx, input }: Verb<{ readonly userId: string; readonly role: Role }>): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const before = await changeable(inner, input.userId, input.role);
    if (before === input.role) return;
    await setMemberRole(inner, input.userId, input.role);
    await appendAuditEvent(inner, { kind: "member.role_changed", facts: { user: input.userId, before, role: input.role } });
  });
}

/** Ends a membership: from the next request on nothing of the organisation is shown, and nobody acts for them. Errors: as above. */
export async function removeMember({ ctx, input }: Verb<{ readonly userId: string }>): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const before = await changeable(inner, input.userId, null);
    const person = await getMember(inner, input.userId);
    await deleteMember(inner, input.userId);
    await deleteSavedViewsOf(inner, input.userId);
    const ended = await endDelegations(inner, { userId: input.userId });
    await appendAuditEvent(inner, {
      kind: "member.removed",
      facts: { user: input.userId, role: before, delegations_ended: ended.map(({ id }) => id) },
      personal: { subject: `user:${input.userId}`, text: `${person?.name ?? ""} <${person?.email ?? ""}>` },
    });
  });
}

/** The role of a member that whoever asks may change to `after`; null for removing them. All memberships are locked from here on. */
async function changeable(ctx: TxContext, userId: string, after: Role | null): Promise<Role> {
  const members = await lockMembers(ctx);
  const own = await requireOwnRight(ctx, "people");
  const found = members.find((one) => one.userId === userId);
  if (found === undefined) throw noSuchPerson();
  const role = roleOf(found.role);
  if (!mayAssign(own.is, role) || (after !== null && !mayAssign(own.is, after))) {
    throw new AiCooError("forbidden", "Only an owner gives or takes away the role of an owner; nothing was changed.", {
      next: "Ask an owner of the organisation.",
    });
  }
  const owners = members.filter((one) => roleOf(one.role) === "owner").length;
  if (role === "owner" && after !== "owner" && owners === 1) {
    throw new AiCooError(
      "conflict",
      "This is the last owner, and an organisation without one could not be looked after; nothing was changed.",
      {
        next: "Make somebody else an owner first.",
      },
    );
  }
  return role;
}
