import { appendAuditEvent } from "#src/audit/index.ts";
import { endDelegations, insertDelegation, lockDelegation, overlapsDelegation, type DelegationRow } from "#src/db/access/delegations.ts";
import { getMember, lockMembers } from "#src/db/access/people.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { noSuchPerson, ownMembership } from "./own.ts";
import { rightsActingFor, rightsOfRole, roleOf } from "./rights.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Longer than any leave: who is away for longer hands over again. */
const LONGEST_DAYS = 90;

export interface DelegateInput {
  /** Who is away; whoever asks, where absent. Another person is handed over only by who looks after people. */
  readonly fromUser?: string;
  readonly toUser: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Hands a person's decisions to another one for a time. It gives nothing that not both may, is one at a time, and ends by itself.
 * Errors: `invalid_input`, `not_found`, `forbidden`, `conflict`.
 */
export async function delegate({ ctx, input }: { readonly ctx: Context; readonly input: DelegateInput }): Promise<DelegationRow> {
  return withTransaction(ctx, async (inner) => {
    // one after the other, so that two periods of one person cannot be written at the same moment
    await lockMembers(inner);
    const own = await ownMembership(inner);
    const fromUser = input.fromUser ?? own.userId;
    if (fromUser !== own.userId && !rightsOfRole(own.is).includes("people")) throw notYours();
    const from = await getMember(inner, fromUser);
    const to = await getMember(inner, input.toUser);
    if (from === null || to === null) throw noSuchPerson();
    requirePeriod(inner, input);
    const { endsAt } = input;
    // nothing is handed over for the past: what was decided then was decided by whoever did
    const startsAt = new Date(Math.max(input.startsAt.getTime(), inner.clock.now().getTime()));
    if (fromUser === input.toUser) throw refused("Nobody stands in for themselves.", "Choose another person.");
    if (!rightsActingFor(roleOf(to.role), roleOf(from.role)).includes("decide")) {
      throw refused(
        "One of the two may only read, so there is nothing that one could decide for the other.",
        "Choose somebody who may decide.",
      );
    }
    if (await overlapsDelegation(inner, { fromUser, startsAt, endsAt })) {
      throw new AiCooError("conflict", "Somebody stands in at some moment of this time already; nothing was changed.", {
        next: "End that first, or choose another time.",
      });
    }
    const made = await insertDelegation(inner, { id: uuidv7(inner.clock.now()), fromUser, toUser: input.toUser, startsAt, endsAt });
    await appendAuditEvent(inner, {
      kind: "delegation.made",
      facts: { delegation: made.id, from: fromUser, to: input.toUser, starts_at: startsAt.toISOString(), ends_at: endsAt.toISOString() },
    });
    return made;
  });
}

/** Ends one before its time: either of the two, or who looks after people. Errors: `not_found`, `forbidden`, `conflict`. */
export async function endDelegation({ ctx, input }: { readonly ctx: Context; readonly input: { readonly id: string } }): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const own = await ownMembership(inner);
    // what is no identifier at all is nobody's, and no question for the database
    const found = UUID.test(input.id) ? await lockDelegation(inner, input.id) : null;
    if (found === null) {
      throw new AiCooError("not_found", "There is no such delegation in your organisation.", { next: "Look at the list again." });
    }
    const theirs = found.fromUser === own.userId || found.toUser === own.userId;
    if (!theirs && !rightsOfRole(own.is).includes("people")) throw notYours();
    const [ended] = await endDelegations(inner, { id: input.id });
    if (ended === undefined) {
      throw new AiCooError("conflict", "It has ended already, so nothing was changed.", { next: "Look at the list again." });
    }
    await appendAuditEvent(inner, { kind: "delegation.ended", facts: { delegation: found.id, from: found.fromUser, to: found.toUser } });
  });
}

function requirePeriod({ clock }: TxContext, { startsAt, endsAt }: DelegateInput): void {
  if (endsAt <= startsAt) throw refused("It ends before it starts.", "Choose a later end.");
  if (endsAt <= clock.now()) throw refused("It lies in the past.", "Choose a later end.");
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_DAYS * 86_400_000) {
    throw refused(`It is longer than ${LONGEST_DAYS} days.`, "Choose an earlier end, and hand over again then.");
  }
}

const refused = (why: string, next: string): AiCooError => new AiCooError("invalid_input", `${why} Nothing was changed.`, { next });

const notYours = (): AiCooError =>
  new AiCooError("forbidden", "This is between two other people, so nothing was changed.", { next: "Ask one of them, or an admin." });
