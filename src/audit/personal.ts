import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { and, asc, between, eq } from "drizzle-orm";
import type { TxContext } from "#src/db/context.ts";
import { actionEventTexts, subjectKeys } from "#src/db/schema/index.ts";
import { insertKeys, readKeys } from "./appendRows.ts";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 12;
/** What one text needs that nobody can guess. */
const RANDOM_BYTES = SALT_BYTES + IV_BYTES;

interface Personal {
  readonly subject: string;
  readonly text: string;
}

/** A text as it is kept: the commitment inside the chain, the rest apart. Nothing apart once the subject is erased. */
export interface SealedText {
  /** SHA-256 of a random salt and the text. The salt is encrypted with the text, so without the key nobody can try addresses. */
  readonly commitment: string;
  readonly stored: { readonly subject: string; readonly iv: Buffer; readonly tag: Buffer; readonly ciphertext: Buffer } | undefined;
}

/** Encrypts texts under the keys of their subjects; keys are made as needed. Keeps the order and the gaps. */
export async function sealTexts(ctx: TxContext, personal: readonly (Personal | undefined)[]): Promise<(SealedText | undefined)[]> {
  const keys = await keysOf(ctx, [...new Set(personal.flatMap((item) => (item === undefined ? [] : [item.subject])))]);
  // asked of the system once for all of them: each question takes longer than the sealing
  const random = randomBytes(RANDOM_BYTES * personal.length);
  return personal.map((item, index) => {
    if (item === undefined) return undefined;
    return seal(item, keys.get(item.subject) ?? null, random.subarray(index * RANDOM_BYTES, (index + 1) * RANDOM_BYTES));
  });
}

/** `random`: bytes that nothing else uses, {@link RANDOM_BYTES} of them. */
function seal({ subject, text }: Personal, key: Buffer | null, random: Buffer): SealedText {
  const salt = random.subarray(0, SALT_BYTES);
  const commitment = commit(salt, text);
  if (key === null) return { commitment, stored: undefined };
  const iv = random.subarray(SALT_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv);
  const ciphertext = Buffer.concat([cipher.update(salt), cipher.update(text, "utf8"), cipher.final()]);
  return { commitment, stored: { subject, iv, tag: cipher.getAuthTag(), ciphertext } };
}

function commit(salt: Buffer, text: string): string {
  return createHash("sha256").update(salt).update(text, "utf8").digest("hex");
}

async function keysOf(ctx: TxContext, subjects: readonly string[]): Promise<Map<string, Buffer | null>> {
  if (subjects.length === 0) return new Map();
  const known = await readKeys(ctx, subjects);
  const missing = subjects.filter((subject) => !known.has(subject));
  if (missing.length === 0) return known;
  const random = randomBytes(KEY_BYTES * missing.length);
  const fresh = new Map(missing.map((subject, index) => [subject, random.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES)]));
  const kept = await insertKeys(ctx, fresh);
  // another transaction was faster, or the subject was erased in this moment: what stands there holds
  if (kept.size < fresh.size) return readKeys(ctx, subjects);
  return new Map([...known, ...fresh]);
}

/**
 * The personal text of an entry: null when it has none or its subject was erased. `matches` tells whether the
 * text is the one that the chain committed to.
 */
export async function readPersonalText(
  ctx: TxContext,
  seq: number,
  commitment: string,
): Promise<{ text: string; matches: boolean } | null> {
  const [found] = await readPersonalTexts(ctx, { from: seq, to: seq });
  if (found === undefined) return null;
  return { text: found.opened?.text ?? "", matches: isCommitted(found, commitment) };
}

/** The text of an entry that can still be opened; `opened` is null where what is stored was altered. */
export interface PersonalText {
  readonly seq: number;
  readonly opened: { readonly salt: Buffer; readonly text: string } | null;
}

/** The readable personal texts of the entries `from` to `to`, both included, in their order. None of those whose subject was erased. */
export async function readPersonalTexts(
  { tx, orgId }: TxContext,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<PersonalText[]> {
  const rows = await tx
    .select({
      seq: actionEventTexts.seq,
      iv: actionEventTexts.iv,
      tag: actionEventTexts.tag,
      ciphertext: actionEventTexts.ciphertext,
      key: subjectKeys.key,
    })
    .from(actionEventTexts)
    .innerJoin(subjectKeys, and(eq(subjectKeys.orgId, actionEventTexts.orgId), eq(subjectKeys.subject, actionEventTexts.subject)))
    .where(and(eq(actionEventTexts.orgId, orgId), between(actionEventTexts.seq, from, to)))
    .orderBy(asc(actionEventTexts.seq));
  return rows.flatMap(({ seq, key, ...sealed }) => (key === null ? [] : [{ seq, opened: unseal(sealed, key) }]));
}

/** Whether a text is the one that the chain committed to. */
export function isCommitted({ opened }: PersonalText, commitment: unknown): boolean {
  return opened !== null && commit(opened.salt, opened.text) === commitment;
}

function unseal(sealed: { iv: Buffer; tag: Buffer; ciphertext: Buffer }, key: Buffer): { salt: Buffer; text: string } | null {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, sealed.iv);
    decipher.setAuthTag(sealed.tag);
    const plain = Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]);
    return { salt: plain.subarray(0, SALT_BYTES), text: plain.subarray(SALT_BYTES).toString("utf8") };
  } catch {
    return null; // altered, which the caller reports
  }
}
