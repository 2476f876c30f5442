import { z } from "zod";
import type { AuditEvent } from "#src/audit/index.ts";
import { LONGEST_PASSWORD } from "../accounts/index.ts";

/** One of better-auth's doors, as it is opened here. */
export interface Door {
  readonly path: string;
  /** What better-auth calls it, where that differs. */
  readonly at?: string;
  /** Whether better-auth takes it as a GET. */
  readonly get?: boolean;
  readonly body: z.ZodType<object>;
  /** Whether somebody has to be signed in for it; nobody asks when absent. */
  readonly session?: "needed" | "perhaps";
  /** What the audit says of it afterwards, of somebody who is signed in. */
  readonly audit?: Extract<AuditEvent["kind"], `account.${string}`>;
  /** What of the answer the page is told; tokens and secrets that it does not need stay here. */
  readonly tell: (answer: unknown) => Record<string, unknown>;
  readonly refusal: readonly [message: string, next: string];
}

const password = z.string().min(1).max(LONGEST_PASSWORD);
const nothing = (): Record<string, unknown> => ({});
const EMPTY = z.object({});

/** What a browser's own answer to a passkey's question is; better-auth looks at what is in it. */
const credential = z.looseObject({ id: z.string(), type: z.string() });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** These fields of the answer. */
const only =
  (...names: readonly string[]) =>
  (answer: unknown): Record<string, unknown> =>
    isObject(answer) ? Object.fromEntries(names.filter((name) => name in answer).map((name) => [name, answer[name]])) : {};

/** What the browser asks the passkey; it has to prove who presses, not only that somebody does. */
const question = (answer: unknown): Record<string, unknown> => {
  if (!isObject(answer)) return {};
  const isRegistration = "authenticatorSelection" in answer;
  return { options: isRegistration ? answer : { ...answer, userVerification: "required" } };
};

const WRONG_PASSWORD = ["The password is not right, so nothing was changed.", "Try again, or set a new password first."] as const;
const WRONG_CODE = [
  "This code is not right, was used already or is too old.",
  "Type the one that your app shows now, or one of your backup codes; after ten minutes begin with the password again.",
] as const;

/** better-auth has many more. None of them is a GET here. */
export const DOORS: readonly Door[] = [
  {
    path: "/sign-in/link",
    body: z.object({ token: z.string().min(1).max(200) }),
    tell: nothing,
    refusal: ["This link was used already or is too old, so nobody was signed in.", "Ask for a new one: `npx ai-coo sign-in`."],
  },
  {
    path: "/sign-in/email",
    body: z.object({ email: z.string().min(1).max(254), password }),
    tell: (answer) => (isObject(answer) && answer["twoFactorRedirect"] === true ? { twoFactor: true } : {}),
    refusal: ["The address or the password is not right, so nobody was signed in.", "Try again, or ask for a link: `npx ai-coo sign-in`."],
  },
  { path: "/sign-out", body: EMPTY, tell: nothing, refusal: ["The session has ended already.", "Sign in."] },
  {
    path: "/two-factor/verify-code",
    at: "/two-factor/verify-totp",
    body: z.object({ code: z.string().min(6).max(10) }),
    // of somebody who is signed in already, the first right code puts the second step on
    session: "perhaps",
    audit: "account.two_factor_on",
    tell: nothing,
    refusal: WRONG_CODE,
  },
  {
    path: "/two-factor/verify-backup-code",
    body: z.object({ code: z.string().min(6).max(20) }),
    tell: nothing,
    refusal: WRONG_CODE,
  },
  {
    path: "/two-factor/begin",
    at: "/two-factor/enable",
    body: z.object({ password }),
    session: "needed",
    tell: only("totpURI", "backupCodes"),
    refusal: WRONG_PASSWORD,
  },
  {
    path: "/two-factor/confirm",
    at: "/two-factor/verify-totp",
    body: z.object({ code: z.string().min(6).max(10) }),
    session: "needed",
    audit: "account.two_factor_on",
    tell: nothing,
    refusal: ["This code is not right, so the second step is not on yet.", "Type the one that your app shows now."],
  },
  {
    path: "/two-factor/disable",
    body: z.object({ password }),
    session: "needed",
    audit: "account.two_factor_off",
    tell: nothing,
    refusal: WRONG_PASSWORD,
  },
  {
    path: "/two-factor/new-backup-codes",
    at: "/two-factor/generate-backup-codes",
    body: z.object({ password }),
    session: "needed",
    audit: "account.backup_codes_made",
    tell: only("backupCodes"),
    refusal: WRONG_PASSWORD,
  },
  {
    path: "/passkey/begin",
    at: "/passkey/generate-register-options",
    get: true,
    body: EMPTY,
    session: "needed",
    tell: question,
    refusal: ["You signed in too long ago for this, so nothing was changed.", "Sign in again, and do it within a day."],
  },
  {
    path: "/passkey/add",
    at: "/passkey/verify-registration",
    body: z.object({ name: z.string().trim().min(1).max(60), response: credential }),
    session: "needed",
    audit: "account.passkey_added",
    tell: nothing,
    refusal: ["This passkey could not be checked, so it was not added.", "Try again, with the page opened at the address of AI COO."],
  },
  {
    path: "/sign-in/passkey/begin",
    at: "/passkey/generate-authenticate-options",
    get: true,
    body: EMPTY,
    tell: question,
    refusal: ["Passkeys cannot be asked for at the moment.", "Sign in with your password."],
  },
  {
    path: "/sign-in/passkey",
    at: "/passkey/verify-authentication",
    body: z.object({ response: credential }),
    tell: nothing,
    refusal: ["This passkey is not known here, so nobody was signed in.", "Use another one, or your password."],
  },
];
