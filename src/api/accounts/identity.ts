import { and, asc, eq, inArray } from "drizzle-orm";
import { getStandIns } from "#src/db/access/delegations.ts";
import { withTransaction, type Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { apikey, member, organization, user } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Actor } from "#src/protocol/index.ts";
import type { Auth } from "./auth.ts";
import { rightsActingFor, rightsOfRole, roleOf, type Right, type Role } from "#src/people/rights.ts";
import { scopesOf } from "./keys.ts";

interface Deps {
  readonly auth: Auth;
  readonly db: Database;
  readonly clock: Clock;
}

/** Who asks, for which organisation and with which rights; derived from the session or the key, from nothing else. */
export interface Identity {
  readonly actor: Actor;
  readonly orgId: string;
  readonly orgName: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role | "key";
  /** What they may do, in their own name or for the one they stand in for. */
  readonly rights: ReadonlySet<Right>;
  /** The person who is away and for whom they act in this request. */
  readonly actingFor: StandIn | null;
  /** The session of a person; null of a key. */
  readonly session: { readonly id: string; readonly userId: string; readonly signedInAt: Date } | null;
  /** A cookie is sent by any page that makes a browser ask; a key is not. */
  readonly by: "session" | "key";
}

/** Somebody who is away, as whose stand-in a person acts. */
export interface StandIn {
  readonly actor: Actor;
  readonly name: string;
  readonly until: Date;
}

/** The header in which a person says for whom they act in a request; it picks among what was handed to them, and gives nothing. */
const ACTING_FOR = "x-acting-for";

/** The key of a request: `x-api-key`, or `authorization: Bearer`. */
export function keyOf(headers: Headers): string | null {
  const direct = headers.get("x-api-key");
  if (direct !== null && direct !== "") return direct;
  return /^bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/** Errors: `unauthenticated`, `forbidden` for somebody who belongs to no organisation. */
export async function identify({ auth, db, clock }: Deps, headers: Headers): Promise<Identity> {
  const key = keyOf(headers);
  return key === null ? identifySession({ auth, db, clock }, headers) : identifyKey(auth, db, key);
}

async function identifyKey(auth: Auth, db: Database, key: string): Promise<Identity> {
  const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
  if (!valid || found === null) {
    throw new AiCooError("unauthenticated", "This key is not valid, so nothing was done.", {
      next: "Make a new one with `ai-coo keys create --name <name>` and send it as x-api-key.",
    });
  }
  const [org] = await db.select({ name: organization.name }).from(organization).where(eq(organization.id, found.referenceId));
  if (org === undefined) throw noOrganisation();
  return {
    actor: `agent:${found.id}`,
    orgId: found.referenceId,
    orgName: org.name,
    name: found.name ?? "A key",
    email: null,
    role: "key",
    rights: new Set(scopesOf(found.permissions)),
    actingFor: null,
    session: null,
    by: "key",
  };
}

async function identifySession({ auth, db, clock }: Deps, headers: Headers): Promise<Identity> {
  const found = await auth.api.getSession({ headers });
  if (found === null) {
    throw new AiCooError("unauthenticated", "You are not signed in, so nothing was shown or done.", {
      next: "Open the link that `ai-coo sign-in` prints, or send a key as x-api-key.",
    });
  }
  // read at every request: who was removed from the organisation is out at once, whatever the session says
  const memberships = await db
    .select({ orgId: member.organizationId, role: member.role, orgName: organization.name })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, found.user.id))
    .orderBy(asc(member.createdAt), asc(member.id));
  const active = memberships.find(({ orgId }) => orgId === found.session.activeOrganizationId) ?? memberships[0];
  if (active === undefined) throw noOrganisation();
  const role = roleOf(active.role);
  const acting = headers.get(ACTING_FOR);
  const stand = acting === null || acting === "" ? null : await standInFor({ db, clock }, active.orgId, found.user.id, acting);
  return {
    actor: `user:${found.user.id}`,
    orgId: active.orgId,
    orgName: active.orgName,
    name: found.user.name,
    email: found.user.email,
    role,
    rights: new Set(stand === null ? rightsOfRole(role) : rightsActingFor(role, stand.role)),
    actingFor: stand,
    session: { id: found.session.id, userId: found.user.id, signedInAt: found.session.createdAt },
    by: "session",
  };
}

/** What was handed over, looked up at every request: it ends by itself, and with the membership of either. Errors: `forbidden`. */
async function standInFor(
  { db, clock }: Pick<Deps, "db" | "clock">,
  orgId: string,
  toUser: string,
  fromUser: string,
): Promise<StandIn & { readonly role: Role }> {
  const found = await withTransaction({ db, clock, orgId, actor: `user:${toUser}` }, (ctx) =>
    getStandIns(ctx, { toUser, now: clock.now() }),
  );
  const one = found.find((delegation) => delegation.fromUser === fromUser);
  if (one !== undefined) return { actor: `user:${fromUser}`, name: one.fromName, until: one.endsAt, role: roleOf(one.fromRole) };
  throw new AiCooError("forbidden", "You do not stand in for this person at the moment, so nothing was shown or done.", {
    next: "Do it in your own name, or ask them to hand over to you again.",
  });
}

function noOrganisation(): AiCooError {
  return new AiCooError("forbidden", "You belong to no organisation, so there is nothing to show.", {
    next: "Ask an owner of the organisation to add you.",
  });
}

/** The names behind actors of one organisation, for people to read; who has left or is foreign has none. */
export async function namesOf(db: Database, orgId: string, actors: readonly string[]): Promise<Record<string, string>> {
  const idsOf = (prefix: string): string[] => [
    ...new Set(actors.filter((actor) => actor.startsWith(prefix)).map((actor) => actor.slice(prefix.length))),
  ];
  const names: Record<string, string> = {};
  const users = idsOf("user:");
  if (users.length > 0) {
    const rows = await db
      .select({ id: user.id, name: user.name })
      .from(user)
      .innerJoin(member, eq(member.userId, user.id))
      .where(and(eq(member.organizationId, orgId), inArray(user.id, users)));
    for (const { id, name } of rows) names[`user:${id}`] = name;
  }
  const keys = idsOf("agent:");
  if (keys.length > 0) {
    const rows = await db
      .select({ id: apikey.id, name: apikey.name })
      .from(apikey)
      .where(and(eq(apikey.referenceId, orgId), inArray(apikey.id, keys)));
    for (const { id, name } of rows) if (name !== null) names[`agent:${id}`] = name;
  }
  return names;
}
