import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins/organization";
import * as schema from "#src/db/schema/index.ts";
import type { Database } from "#src/db/index.ts";
import { ownOrigins } from "../origins.ts";
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
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    // two weeks from the sign-in, then again; reading a page writes nothing
    session: { expiresIn: 14 * 86_400, disableSessionRefresh: true },
    advanced: { cookiePrefix: "ai_coo", defaultCookieAttributes: { sameSite: "strict", httpOnly: true } },
    // passwords are guessed, so tries are counted; the 256 bits of a link's token are not
    rateLimit: { enabled: true, customRules: { "/sign-in/email": { window: 60, max: 10 }, "/sign-in/link": false, "/sign-out": false } },
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
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;
