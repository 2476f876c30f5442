import { fault, type Fault } from "./harness.ts";

/** Secrets that are planted wherever the product keeps one; none may ever be seen again. Their characters change when they are encoded. */
export const CANARIES = {
  odooKey: "cnry+Odoo/Key=7f3a9c51d2",
  odooPassword: "cnry+Read/Key=0b64e2a8f7",
  smtpPassword: "cnry+Smtp/Pass=91d0c7b3e5",
  smtp2go: "api-cnryMail0FA61C2E94D7",
  smsKey: "cnry+Sms/Key=e57b20d49c",
  twilioToken: "cnryTwilio3d96b1f08a72e5",
  databasePassword: "cnryDatabase58c1f7d3e60a",
  authSecret: "cnry+Auth/Secret=4e8d2b7a61c0f95e33",
  webhook: "cnryWebhook6a01b9e2d47cf8",
} as const;

/** Marks what belongs to the other organisation of the API's world. */
export const FOREIGN = "cnry-of-another-organisation";

/** A secret in the forms in which it travels. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const base64 = [0, 1, 2].flatMap((offset) => {
    // inside something longer, such as `user:password`, the first and last characters depend on the neighbours
    const inner = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const core = inner.slice(offset === 0 ? 0 : offset + 1, -1);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [secret, encodeURIComponent(secret), new URLSearchParams({ "": secret }).toString().slice(1), bytes.toString("hex"), ...base64];
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** Matches a planted secret in any of its forms; more are added for secrets that are made while a suite runs. */
let planted = patternOf(Object.values(CANARIES));
const known = new Set<string>(Object.values(CANARIES));

function patternOf(secrets: readonly string[]): RegExp {
  return new RegExp(secrets.flatMap(formsOf).map(escapeRegExp).join("|"), "i");
}

/** A secret made on the way, such as a session or an API key, is looked for from now on. */
export function plant(...secrets: readonly string[]): void {
  for (const secret of secrets) known.add(secret);
  planted = patternOf([...known]);
}

/** Tracebacks, places of the product's or Odoo's files, statements of SQL: what belongs into a log at most. */
const INNARDS: readonly RegExp[] = [
  /Traceback \(most recent/i,
  /(^|\n|\\n)\s+at \S.{0,200}:\d+:\d+/,
  /\bat \S{1,80} \((?:file|node|\/)[^)]*\)/,
  /node_modules[/\\]/,
  /file:\/\/\//,
  /\/(?:home|work|root|opt|usr|var)\/[\w.-]+\//,
  /\.(?:ts|js|py):\d+\b/,
  /Failed query/,
  /\b(?:select|insert into|update|delete from)\b.{1,400}\b(?:from|values|set|where)\b.{0,40}\$\d/is,
  /"ai_coo"\./,
  /ai_coo\.\w+_(?:idx|check|pkey|fk)\b/,
  /SQLSTATE/,
];

/** A planted secret in `text`, if there is one. */
export function secretIn(text: string): Fault | null {
  const found = planted.exec(text);
  return found === null ? null : fault("leak", `a secret was told (${found[0].slice(0, 12)}…): ${around(text, found.index)}`);
}

/** A planted secret or what belongs into no answer. */
export function leakIn(text: string): Fault | null {
  const secret = secretIn(text);
  if (secret !== null) return secret;
  for (const pattern of INNARDS) {
    const found = pattern.exec(text);
    if (found !== null) return fault("leak", `what belongs into no answer was told: ${around(text, found.index)}`);
  }
  return null;
}

const around = (text: string, index: number): string => JSON.stringify(text.slice(Math.max(0, index - 80), index + 160));

/** What PostgreSQL and the audit can keep: no NUL, no half of a surrogate pair. */
export function unstorable(what: string, text: string): Fault | null {
  if (text.includes("\u0000"))
    return fault("outcome", `${what} holds a NUL, which the database refuses: ${JSON.stringify(text.slice(0, 200))}`);
  if (!text.isWellFormed())
    return fault("outcome", `${what} holds half a surrogate pair, which the audit refuses: ${JSON.stringify(text.slice(0, 200))}`);
  return null;
}
