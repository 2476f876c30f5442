import { appendAuditEvent } from "#src/audit/index.ts";
import {
  closeInvitations,
  countOpenInvitations,
  getInvitation,
  hasMemberWithEmail,
  insertInvitation,
  insertMember,
  type InvitationRow,
} from "#src/db/access/people.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { requireOwnRight } from "./own.ts";
import { mayAssign, roleOf, type Role } from "./rights.ts";

/** How long an invitation is good: a week off lies within it. */
const INVITATION_LIFE_DAYS = 7;

/** More open ones would be a way to write to strangers. */
const MOST_OPEN = 50;

/** Invites an address with a role; an earlier invitation to it ends. Errors: `forbidden`, `conflict`. */
export async function invite({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly email: string; readonly role: Role };
}): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  const email = input.email.trim().toLowerCase();
  return withTransaction(ctx, async (inner) => {
    const own = await requireOwnRight(inner, "people");
    if (!mayAssign(own.is, input.role)) {
      throw new AiCooError("forbidden", "Only an owner makes owners; nobody was invited.", { next: "Ask an owner of the organisation." });
    }
    if (await hasMemberWithEmail(inner, email)) {
      throw new AiCooError("conflict", "Somebody with this address belongs to the organisation already; nobody was invited.", {
        next: "Change the role of that person instead.",
      });
    }
    await closeInvitations(inner, { email }, "canceled");
    if ((await countOpenInvitations(inner)) >= MOST_OPEN) {
      throw new AiCooError("conflict", `${MOST_OPEN} invitations are open already; nobody was invited.`, {
        next: "Withdraw those that nobody will answer any more.",
      });
    }
    const now = inner.clock.now();
    const id = uuidv7(now);
    const expiresAt = new Date(now.getTime() + INVITATION_LIFE_DAYS * 86_400_000);
    await insertInvitation(inner, { id, email, role: input.role, expiresAt, inviterId: own.userId });
    await appendAuditEvent(inner, {
      kind: "member.invited",
      facts: { invitation: id, role: input.role, expires_at: expiresAt.toISOString() },
      personal: { subject: `email:${email}`, text: email },
    });
    return { id, expiresAt };
  });
}

/** Takes an open invitation back: its link opens nothing any more. Errors: `not_found`, `forbidden`, `conflict`. */
export async function withdrawInvitation({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly id: string };
}): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    await openInvitation(inner, input.id);
    const closed = await closeInvitations(inner, { id: input.id }, "canceled");
    if (closed.length === 0) throw answered();
    await appendAuditEvent(inner, { kind: "invitation.withdrawn", facts: { invitation: input.id } });
  });
}

/** An invitation that whoever asks may hand on. Errors: `not_found`, `forbidden`, `conflict`. */
export async function openInvitation(ctx: TxContext, id: string): Promise<InvitationRow> {
  const own = await requireOwnRight(ctx, "people");
  const found = await getInvitation(ctx, id);
  if (found === null) {
    throw new AiCooError("not_found", "There is no invitation with this id in your organisation.", { next: "Look at the list again." });
  }
  if (found.status !== "pending" || found.expiresAt <= ctx.clock.now()) throw answered();
  // an admin who could hand on an owner's invitation could answer it
  if (!mayAssign(own.is, roleOf(found.role ?? ""))) {
    throw new AiCooError("forbidden", "Only an owner looks after the invitation of an owner.", {
      next: "Ask an owner of the organisation.",
    });
  }
  return found;
}

/**
 * Makes the invited person a member, once: of many who answer at once one gets in. The caller has seen to it that the user is who
 * the invitation is for. Errors: `conflict`.
 */
export async function joinByInvitation(ctx: TxContext, { id, role }: Pick<InvitationRow, "id" | "role">, userId: string): Promise<void> {
  const closed = await closeInvitations(ctx, { id }, "accepted");
  if (closed.length === 0) throw answered();
  const given = roleOf(role ?? "");
  const joined = await insertMember(ctx, { id: uuidv7(ctx.clock.now()), userId, role: given });
  if (!joined) throw new AiCooError("conflict", "You belong to this organisation already.", { next: "Sign in." });
  await appendAuditEvent(ctx, { kind: "member.joined", facts: { invitation: id, user: userId, role: given } });
}

function answered(): AiCooError {
  return new AiCooError("conflict", "This invitation was answered, withdrawn or has ended, so nothing was changed.", {
    next: "Ask for a new one.",
  });
}
