import { getStandIns } from "#src/db/access/delegations.ts";
import type { TxContext } from "#src/db/index.ts";
import { findApprover, type Approver } from "./people.ts";

/** Whom somebody acts for while they are away. */
export interface ActsFor {
  readonly userId: string;
  readonly name: string;
  readonly until: Date;
}

/** Somebody who is asked: for themselves, or in the place of who is away. */
export interface Seat {
  readonly person: Approver;
  readonly actsFor: ActsFor | null;
}

/** By which of the ways somebody could be reached at all. */
export const channelsOf = ({ email, phone }: Approver): ("email" | "sms")[] => [
  ...(email === null ? [] : (["email"] as const)),
  ...(phone === null ? [] : (["sms"] as const)),
];

/**
 * Who is asked now in whose place, by the id of who is away. Somebody is left out, and asked as ever, whose stand-in may not decide,
 * is away too, or can be reached by nothing: a question that nobody sees would be lost.
 */
export async function standInSeats(ctx: TxContext, approvers: readonly Approver[]): Promise<ReadonlyMap<string, Seat>> {
  const now = await getStandIns(ctx, { now: ctx.clock.now() });
  const away = new Set(now.map(({ fromUser }) => fromUser));
  const seats = new Map<string, Seat>();
  for (const { fromUser, fromName, toUser, endsAt } of now) {
    const person = approvers.find(({ userId }) => userId === toUser);
    const mayBoth = person !== undefined && approvers.some(({ userId }) => userId === fromUser);
    if (!mayBoth || away.has(toUser) || channelsOf(person).length === 0) continue;
    seats.set(fromUser, { person, actsFor: { userId: fromUser, name: fromName, until: endsAt } });
  }
  return seats;
}

/** Whom a person acts for now, where both may decide. */
export async function actsForNow(ctx: TxContext, toUser: string): Promise<ActsFor[]> {
  const found: ActsFor[] = [];
  for (const { fromUser, fromName, endsAt } of await getStandIns(ctx, { toUser, now: ctx.clock.now() })) {
    if ((await findApprover(ctx, fromUser)) !== null) found.push({ userId: fromUser, name: fromName, until: endsAt });
  }
  return found;
}

/** For whom a link or code of a person decides: themselves (null), who is away, or `ended` where they act for them no more. */
export async function actsForBy(
  ctx: TxContext,
  { userId, forUser }: { readonly userId: string; readonly forUser: string | null },
): Promise<ActsFor | null | "ended"> {
  if (forUser === null) return null;
  return (await actsForNow(ctx, userId)).find((one) => one.userId === forUser) ?? "ended";
}
