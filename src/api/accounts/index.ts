import type { Context, Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { invitationUrl, type Role } from "#src/people/index.ts";
import type { Auth, AuthOptions } from "./auth.ts";
import { credentialsOf, needsSetUp, removePasskey, setPassword, setUpAccount, type Credentials, type SetUpInput } from "./credentials.ts";
import { identify, namesOf, type Identity } from "./identity.ts";
import { acceptInvitation, lookAtInvitation, type InvitationView } from "./joining.ts";
import { auditKey, createKey, listKeys, makeKey, revokeKey, type CreateKeyInput, type KeyView } from "./keys.ts";
import { ensureOwner, mintSignInToken } from "./owner.ts";
import { recoverMember } from "./recovery.ts";
import { endSessions, listSessions, organisationsOf, switchOrganisation, type OwnSession, type SessionRow } from "./sessions.ts";

export type { Identity } from "./identity.ts";
export type { CreateKeyInput } from "./keys.ts";
export { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./credentials.ts";
export { signInUrl } from "./owner.ts";
export { SIGN_IN_LINK_LIFE_MINUTES } from "./signInToken.ts";

interface Link {
  readonly token: string;
  readonly expiresAt: Date;
}

type Fresh = OwnSession & { readonly signedInAt: Date };

/** Sessions, credentials, keys and owners: the only part of the product that talks to better-auth. */
export interface Accounts {
  /** Answers what is below `/api/auth/`. */
  readonly handle: (request: Request) => Promise<Response>;
  /** Errors: `unauthenticated`, `forbidden`. */
  readonly identify: (headers: Headers) => Promise<Identity>;
  readonly namesOf: (orgId: string, actors: readonly string[]) => Promise<Record<string, string>>;
  readonly ensureOwner: (input: { readonly orgId: string; readonly orgName?: string | undefined }) => Promise<{ readonly userId: string }>;
  readonly mintSignInToken: (input: { readonly orgId: string; readonly email?: string | undefined }) => Promise<Link>;
  readonly createKey: (input: CreateKeyInput) => Promise<{ readonly id: string; readonly key: string }>;
  /** The audit entry of a key that was made without a request. */
  readonly auditKey: (ctx: Context, id: string, input: Omit<CreateKeyInput, "orgId">) => Promise<void>;
  readonly keys: {
    readonly list: (ctx: Context) => Promise<KeyView[]>;
    readonly make: (ctx: Context, input: Omit<CreateKeyInput, "orgId">) => Promise<{ readonly id: string; readonly key: string }>;
    readonly revoke: (ctx: Context, id: string) => Promise<void>;
  };
  /** A person's own account. */
  readonly own: {
    readonly credentials: (userId: string) => Promise<Credentials>;
    readonly setUp: (ctx: Context, own: Fresh, input: SetUpInput) => Promise<void>;
    readonly setPassword: (ctx: Context, own: Fresh, input: { readonly current?: string; readonly password: string }) => Promise<void>;
    readonly removePasskey: (ctx: Context, own: OwnSession, id: string) => Promise<void>;
    readonly sessions: (ctx: Context, own: OwnSession) => Promise<SessionRow[]>;
    readonly endSessions: (
      ctx: Context,
      own: OwnSession,
      which: { readonly id: string } | { readonly others: true },
    ) => Promise<{ readonly ended: number }>;
    readonly organisations: (userId: string) => Promise<{ id: string; name: string; role: Role }[]>;
    readonly switchOrganisation: (ctx: Context, own: OwnSession, orgId: string) => Promise<void>;
  };
  /** Whether nobody can sign in with anything but a link yet. */
  readonly needsSetUp: () => Promise<boolean>;
  readonly invitations: {
    readonly url: (origin: string, id: string) => string;
    readonly look: (token: string) => Promise<InvitationView>;
    readonly accept: (
      token: string,
      who: Parameters<typeof acceptInvitation>[2],
    ) => Promise<{ readonly userId: string; readonly orgId: string }>;
  };
  /** Lets a member back in who lost everything. Errors: `not_found`, `forbidden`, `conflict`. */
  readonly recover: (ctx: Context, userId: string) => Promise<Link>;
}

export interface AccountsOptions extends AuthOptions {
  readonly clock: Clock;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { db, clock, secret }: { db: Database; clock: Clock; secret: string } = options;
  let loaded: Promise<Auth> | undefined;
  // better-auth is three hundred files, which a worker or a command that only asks for names and owners does without
  const auth = (): Promise<Auth> => (loaded ??= import("./auth.ts").then(({ createAuth }) => createAuth(options)));
  return {
    handle: async (request) => (await auth()).handler(request),
    identify: async (headers) => identify({ auth: await auth(), db, clock }, headers),
    namesOf: (orgId, actors) => namesOf(db, orgId, actors),
    ensureOwner: (input) => ensureOwner({ db, clock }, input),
    mintSignInToken: async (input) => mintSignInToken({ auth: await auth(), db, clock }, input),
    createKey: async (input) => createKey({ auth: await auth(), db }, input),
    auditKey,
    keys: {
      list: listKeys,
      make: async (ctx, input) => makeKey(await auth(), ctx, input),
      revoke: revokeKey,
    },
    own: {
      credentials: (userId) => credentialsOf(db, userId),
      setUp: async (ctx, own, input) => setUpAccount(await auth(), ctx, own, input),
      setPassword: async (ctx, own, input) => setPassword(await auth(), ctx, own, input),
      removePasskey,
      sessions: listSessions,
      endSessions,
      organisations: (userId) => organisationsOf({ db }, userId),
      switchOrganisation,
    },
    needsSetUp: () => needsSetUp(db),
    invitations: {
      url: (origin, id) => invitationUrl(origin, secret, id),
      look: (token) => lookAtInvitation({ db, clock, secret }, token),
      accept: async (token, who) => acceptInvitation({ auth: await auth(), db, clock, secret }, token, who),
    },
    recover: async (ctx, userId) => recoverMember(await auth(), ctx, userId),
  };
}
