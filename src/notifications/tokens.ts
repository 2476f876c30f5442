import { createHash, randomBytes, randomInt } from "node:crypto";
import { insertApprovalToken, listCodes, type ApprovalTokenRow } from "#src/db/access/approvalTokens.ts";
import type { ActionRow } from "#src/db/access/autonomousActions.ts";
import type { Whom } from "#src/db/access/notifications.ts";
import type { TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A secret that was made for a person and exactly this version of an action; nothing but its hash is kept. */
export interface MintedToken {
  readonly id: string;
  readonly secret: string;
}

/** How many codes of one person are good at a time: whoever guesses has that many chances in ten thousand, three times. */
const MOST_CODES = 5;
const CODE_MEMORY_MS = 30 * 86_400_000;

/**
 * A link's token: 256 random bits, behind the organisation's name so that it can be looked up in its own. It ends with the
 * action.
 */
export async function mintLink(ctx: TxContext, whom: Whom, action: ActionRow): Promise<MintedToken> {
  const secret = `${Buffer.from(ctx.orgId, "utf8").toString("base64url")}.${randomBytes(32).toString("base64url")}`;
  const id = uuidv7(ctx.clock.now());
  await insertApprovalToken(ctx, { ...boundTo(action, whom), id, tokenHash: sha256(secret), purpose: "link" });
  return { id, secret };
}

/** The hash under which a link's token is kept. */
export const linkHash = (secret: string): string => sha256(secret);

/** The organisation that a link's token names; null for what is no token. */
export function orgOfLink(secret: string): string | null {
  const [org, random, ...more] = secret.split(".");
  if (org === undefined || random === undefined || more.length > 0 || !/^[A-Za-z0-9_-]{43}$/.test(random)) return null;
  const orgId = Buffer.from(org, "base64url").toString("utf8");
  return orgId !== "" && Buffer.from(orgId, "utf8").toString("base64url") === org ? orgId : null;
}

/** The digits that the page of a link shows, to be typed there: what only follows links and presses buttons does not know them. */
export function pageCode(secret: string): string {
  return String(Number.parseInt(sha256(`ai-coo page code ${secret}`).slice(0, 12), 16) % 10_000).padStart(4, "0");
}

/** A four-digit code for an answer by SMS, none that the person had in the last month; null where they hold enough of them. */
export async function mintCode(ctx: TxContext, whom: Whom, action: ActionRow): Promise<MintedToken | null> {
  const now = ctx.clock.now();
  const known = await listCodes(ctx, whom.userId, new Date(now.getTime() - CODE_MEMORY_MS));
  if (known.filter((token) => token.isCurrent && token.usedAt === null && token.expiresAt > now).length >= MOST_CODES) return null;
  for (let tries = 0; tries < 100; tries++) {
    const secret = String(randomInt(10_000)).padStart(4, "0");
    if (known.some((token) => isCode(token, secret))) continue;
    const id = uuidv7(now);
    await insertApprovalToken(ctx, { ...boundTo(action, whom), id, tokenHash: codeHash(id, secret), purpose: "code" });
    return { id, secret };
  }
  return null;
}

/** Under its own id: ten thousand hashes of codes alone would be a table of all of them. */
const codeHash = (id: string, code: string): string => sha256(`ai-coo code ${id} ${code}`);

/** Whether this is the code behind the token. */
export const isCode = (token: ApprovalTokenRow, code: string): boolean => token.tokenHash === codeHash(token.id, code);

/** The codes that a person was given and that may still mean something to them. */
export const codesOf = (ctx: TxContext, userId: string): Promise<ApprovalTokenRow[]> =>
  listCodes(ctx, userId, new Date(ctx.clock.now().getTime() - CODE_MEMORY_MS));

function boundTo({ actionId, version, fingerprint, expiresAt }: ActionRow, { userId, forUser }: Whom) {
  return { actionId, version, fingerprint, userId, forUser, expiresAt };
}

/** A token holds for one version: an edit, a decision or the end of the action's life leaves it worth nothing. */
export function isCurrent(token: ApprovalTokenRow, action: ActionRow): boolean {
  return token.version === action.version && token.fingerprint === action.fingerprint && action.status === "pending_approval";
}
