import { getMember, type MemberRow } from "#src/db/access/people.ts";
import type { TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { roleOf, rightsOfRole, type Right, type Role } from "./rights.ts";

export interface Own extends MemberRow {
  readonly is: Role;
}

/** The membership of whoever asks, as it is inside the transaction. Errors: `forbidden` for what is no person or no member. */
export async function ownMembership(ctx: TxContext): Promise<Own> {
  const found = ctx.actor.startsWith("user:") ? await getMember(ctx, ctx.actor.slice("user:".length)) : null;
  if (found !== null) return { ...found, is: roleOf(found.role) };
  throw new AiCooError("forbidden", "Only a person of the organisation can do this; nothing was changed.", {
    next: "Sign in and do it there.",
  });
}

/** The same, where a role is needed as well. */
export async function requireOwnRight(ctx: TxContext, right: Right): Promise<Own> {
  const own = await ownMembership(ctx);
  if (rightsOfRole(own.is).includes(right)) return own;
  throw new AiCooError("forbidden", "Your role does not allow this, so nothing was changed.", {
    next: "Ask an owner of the organisation.",
  });
}

/** What is not of this organisation is not there, whoever it belongs to. */
export function noSuchPerson(): AiCooError {
  return new AiCooError("not_found", "There is nobody with this id in your organisation, so nothing was changed.", {
    next: "Look at the list of people again.",
  });
}
