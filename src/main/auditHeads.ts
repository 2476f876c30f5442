import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { publishHead, readHead, type PublishedHead } from "#src/audit/index.ts";
import type { CommonConfig } from "#src/config/config.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { lockRestored } from "./restore.ts";

/** Where heads are published: beside the data, and in a second file where one is configured. */
export type HeadPlaces = Pick<CommonConfig, "dataDir" | "auditHeadsFile">;

/** The file of published heads beside the data: outside the database. */
export const headsFile = ({ dataDir }: Pick<HeadPlaces, "dataDir">): string => join(dataDir, "audit-heads.jsonl");

const headsFiles = (places: HeadPlaces): string[] => [
  headsFile(places),
  ...(places.auditHeadsFile === undefined ? [] : [places.auditHeadsFile]),
];

const headSchema = z.object({ org_id: z.string(), seq: z.int(), hash: z.string(), published_at: z.string().optional() });

/**
 * Publishes the end of the chain in each file where it has moved since the last time; the head as it stands now.
 * @throws AiCooError `config_invalid` naming a file that cannot be read or written, after all others were.
 */
export async function publishMovedHead(ctx: Context, places: HeadPlaces): Promise<PublishedHead | null> {
  const head = await readHead(ctx);
  if (head === null) return null;
  const unusable: { readonly file: string; readonly cause: unknown }[] = [];
  for (const file of headsFiles(places)) {
    try {
      const last = await lastPublished(file, ctx.orgId);
      if (last?.seq !== head.seq || last.hash !== head.hash) await publishHead(ctx, file);
    } catch (cause) {
      unusable.push({ file, cause });
    }
  }
  const [first] = unusable;
  if (first === undefined) return head;
  throw new AiCooError("config_invalid", `The head of the audit could not be published to ${first.file}.`, {
    next: "Make the file and its folder writable for this user, or set AUDIT_HEADS_FILE to another one.",
    cause: first.cause,
  });
}

/**
 * Stops everything when the database is older than what was published from it, or another one: then actions that
 * stand approved in it may have run already, and neither the ledger nor the audit in it knows. Says what was
 * found; null where the database is the one that was left. Once told, it is not told again: the new end of the
 * chain is published, and the lock stays until a person ends it.
 * @throws AiCooError `config_invalid` naming a file that cannot be read, after all others were looked at.
 */
export async function lockAfterRestore(ctx: Context, places: HeadPlaces): Promise<string | null> {
  let unreadable: AiCooError | null = null;
  for (const file of headsFiles(places)) {
    try {
      const published = await lastPublished(file, ctx.orgId);
      if (published === undefined) continue;
      const hash = await hashAt(ctx, published.seq);
      if (hash !== published.hash) return await lock(ctx, places, published, hash);
    } catch (error) {
      if (!(error instanceof UnreadableHeads)) throw error;
      unreadable ??= error;
    }
  }
  if (unreadable !== null) throw unreadable;
  return null;
}

/** Nobody can say from this file whether the database is older than what was published from it. */
class UnreadableHeads extends AiCooError {
  constructor(file: string, cause: unknown) {
    super(
      "config_invalid",
      `The published heads of the audit in ${file} cannot be read, so a restore from a backup could not be noticed.`,
      {
        next: "Make it a file that this user can read, or set AUDIT_HEADS_FILE to another one. `ai-coo stop` works without it.",
        cause,
      },
    );
  }
}

async function hashAt(ctx: Context, seq: number): Promise<string | undefined> {
  return withTransaction(ctx, async ({ tx, orgId }) => {
    const [row] = await tx
      .select({ hash: actionEvents.hash })
      .from(actionEvents)
      .where(and(eq(actionEvents.orgId, orgId), eq(actionEvents.seq, seq)));
    return row?.hash;
  });
}

async function lock(ctx: Context, places: HeadPlaces, published: PublishedHead, hash: string | undefined): Promise<string> {
  const found = hash === undefined ? "the audit here ends before it" : "the audit here has another entry there";
  const when = published.published_at === undefined ? "" : ` on ${published.published_at.slice(0, 10)}`;
  const reason = `Restored from a backup? Entry ${published.seq} of the audit was published${when}, and ${found}. What waits here may have happened already: it is being looked up. See ai-coo restore status, then ai-coo restore unlock.`;
  await lockRestored(ctx, { reason, published });
  await publishMovedHead(ctx, places);
  return reason;
}

/** The newest head that was published for the organisation; a line that was cut off by a crash is passed over. */
async function lastPublished(file: string, orgId: string): Promise<PublishedHead | undefined> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "";
    throw new UnreadableHeads(file, cause);
  });
  for (const line of text.split("\n").toReversed()) {
    const head = headOf(line);
    if (head?.org_id === orgId) return head;
  }
  return undefined;
}

function headOf(line: string): PublishedHead | undefined {
  try {
    const { published_at: at, ...head } = headSchema.parse(JSON.parse(line));
    return at === undefined ? head : { ...head, published_at: at };
  } catch {
    return undefined;
  }
}
