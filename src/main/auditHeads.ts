import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { publishHead, readHead, type PublishedHead } from "#src/audit/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { lockRestored } from "./restore.ts";

/** Where the ends of the audit chain are published: outside the database. */
export const headsFile = (dataDir: string): string => join(dataDir, "audit-heads.jsonl");

const headSchema = z.object({ org_id: z.string(), seq: z.int(), hash: z.string(), published_at: z.string().optional() });

/** Publishes the end of the chain where it has moved since the last time; the head as it stands now. */
export async function publishMovedHead(ctx: Context, dataDir: string): Promise<PublishedHead | null> {
  const file = headsFile(dataDir);
  const [head, last] = await Promise.all([readHead(ctx), lastPublished(file, ctx.orgId)]);
  if (head === null || (last !== undefined && last.seq === head.seq && last.hash === head.hash)) return head;
  return publishHead(ctx, file);
}

/**
 * Stops everything when the database is older than what was published from it, or another one: then actions that
 * stand approved in it may have run already, and neither the ledger nor the audit in it knows. Says what was
 * found; null where the database is the one that was left. Once told, it is not told again: the new end of the
 * chain is published, and the switch stays until a person resumes.
 */
export async function lockAfterRestore(ctx: Context, dataDir: string): Promise<string | null> {
  const published = await lastPublished(headsFile(dataDir), ctx.orgId);
  if (published === undefined) return null;
  const hash = await withTransaction(ctx, async ({ tx, orgId }) => {
    const [row] = await tx
      .select({ hash: actionEvents.hash })
      .from(actionEvents)
      .where(and(eq(actionEvents.orgId, orgId), eq(actionEvents.seq, published.seq)));
    return row?.hash;
  });
  if (hash === published.hash) return null;
  const found = hash === undefined ? "the audit here ends before it" : "the audit here has another entry there";
  const when = published.published_at === undefined ? "" : ` on ${published.published_at.slice(0, 10)}`;
  const reason = `Restored from a backup? Entry ${published.seq} of the audit was published${when}, and ${found}. What waits here may have happened already: it is being looked up. See ai-coo restore status, then ai-coo restore unlock.`;
  await lockRestored(ctx, { reason, published });
  await publishMovedHead(ctx, dataDir);
  return reason;
}

/** The newest head that was published for the organisation; a line that was cut off by a crash is passed over. */
async function lastPublished(file: string, orgId: string): Promise<PublishedHead | undefined> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "";
    throw cause;
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
