import { apiKey } from "@better-auth/api-key";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { organization } from "better-auth/plugins/organization";
import { twoFactor } from "better-auth/plugins/two-factor";
import * as schema from "#src/db/schema/index.ts";
import type { Database } from "#src/db/index.ts";
import { CLIENT_ADDRESS } from "../clientAddress.ts";
import { ownOrigins } from "../origins.ts";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./credentials.ts";
import { signInLink } from "./signInLink.ts";

export interface AuthOptions {
  readonly db: Database;
  /** Signs the session cookie; at least 32 characters. */
  readonly secret: string;
  /** Where people reach the product; an https address makes the cookie secure. */
  readonly publicUrl: string;
  /** Origins that pages of the product are served from. */
  readonly origins: () => readonly string[];
}

/** What a script may ask with one key; a window is in milliseconds. */
const KEY_LIMIT = { enabled: true, timeWindow: 60_000, maxRequests: 1_200 };

/** Tries in a minute of what can be guessed; of the second step, an account is closed for a while after ten wrong ones in all. */
const GUESSES = { window: 60, max: 10 };

/** The domain that passkeys are bound to. No browser binds one to an address of digits: on this machine they work at `localhost`. */
export function passkeyDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return hostname === "127.0.0.1" ? "localhost" : hostname;
}

/** better-auth over our own tables: sessions in cookies, organisations with roles, keys that belong to an organisation. */
export function createAuth({ db, secret, publicUrl, origins }: AuthOptions) {
  return betterAuth({
    appName: "AI COO",
    secret,
    baseURL: publicUrl,
    basePath: "/api/auth",
    trustedOrigins: () => ownOrigins(origins()),
    database: drizzleAdapter(db, { provider: "pg", schema, transaction: true }),
    // accounts are made by an owner, never by whoever finds the page
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: LONGEST_PASSWORD },
    // two weeks from the sign-in, then again; reading a page writes nothing
    session: { expiresIn: 14 * 86_400, disableSessionRefresh: true },
    advanced: {
      cookiePrefix: "ai_coo",
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true },
      // guesses are counted by address; what a client says of its own would be another one each time
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
    // passwords are guessed, so tries are counted; the 256 bits of a link's token are not
    rateLimit: {
      enabled: true,
      customRules: {
        "/sign-in/email": GUESSES,
        "/two-factor/verify-totp": GUESSES,
        "/two-factor/verify-backup-code": GUESSES,
        "/sign-in/link": false,
        "/sign-out": false,
      },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [
      organization({ allowUserToCreateOrganization: false, creatorRole: "owner" }),
      apiKey({
        references: "organization",
        requireName: true,
        maximumNameLength: 64,
        defaultPrefix: "aicoo_",
        enableSessionForAPIKeys: false,
        rateLimit: KEY_LIMIT,
        startingCharactersConfig: { shouldStore: true, charactersLength: 12 },
      }),
      signInLink(),
      twoFactor({ issuer: "AI COO", backupCodeOptions: { amount: 10, length: 10 } }),
      passkey({
        rpName: "AI COO",
        rpID: passkeyDomain(publicUrl),
        origin: ownOrigins([publicUrl]),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        authentication: {
          // a key that anybody who holds it can press would be less than a password with a second factor
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new APIError("UNAUTHORIZED", { message: "not verified" });
          },
        },
      }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
