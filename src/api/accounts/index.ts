import type { Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import type { Auth, AuthOptions } from "./auth.ts";
import { identify, namesOf, type Identity } from "./identity.ts";
import { createKey, ensureOwner, mintSignInToken, type CreateKeyInput } from "./owner.ts";

export type { Identity } from "./identity.ts";
export type { CreateKeyInput } from "./owner.ts";
export { signInUrl } from "./owner.ts";
export { SIGN_IN_LINK_LIFE_MINUTES } from "./signInToken.ts";

/** Sessions, keys and owners: the only part of the product that talks to better-auth. */
export interface Accounts {
  /** Answers what is below `/api/auth/`. */
  readonly handle: (request: Request) => Promise<Response>;
  /** Errors: `unauthenticated`, `forbidden`. */
  readonly identify: (headers: Headers) => Promise<Identity>;
  readonly namesOf: (orgId: string, actors: readonly string[]) => Promise<Record<string, string>>;
  readonly ensureOwner: (input: { readonly orgId: string; readonly orgName?: string | undefined }) => Promise<{ readonly userId: string }>;
  readonly mintSignInToken: (input: { readonly orgId: string }) => Promise<{ readonly token: string; readonly expiresAt: Date }>;
  readonly createKey: (input: CreateKeyInput) => Promise<{ readonly id: string; readonly key: string }>;
}

export interface AccountsOptions extends AuthOptions {
  readonly clock: Clock;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { db, clock }: { db: Database; clock: Clock } = options;
  let loaded: Promise<Auth> | undefined;
  // better-auth is three hundred files, which a worker or a command that only asks for names and owners does without
  const auth = (): Promise<Auth> => (loaded ??= import("./auth.ts").then(({ createAuth }) => createAuth(options)));
  return {
    handle: async (request) => (await auth()).handler(request),
    identify: async (headers) => identify(await auth(), db, headers),
    namesOf: (orgId, actors) => namesOf(db, orgId, actors),
    ensureOwner: (input) => ensureOwner({ db, clock }, input),
    mintSignInToken: async (input) => mintSignInToken({ auth: await auth(), db, clock }, input),
    createKey: async (input) => createKey({ auth: await auth(), db }, input),
  };
}
