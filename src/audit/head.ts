import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { desc, eq } from "drizzle-orm";
import { type Context, withTransaction } from "#src/db/context.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { PublishedHead } from "./verifier.ts";

/** The end of the organisation's chain now, or null while it is empty. */
export async function readHead(ctx: Context): Promise<PublishedHead | null> {
  const [row] = await withTransaction(ctx, ({ tx, orgId }) =>
    tx
      .select({ seq: actionEvents.seq, hash: actionEvents.hash })
      .from(actionEvents)
      .where(eq(actionEvents.orgId, orgId))
      .orderBy(desc(actionEvents.seq))
      .limit(1),
  );
  if (row === undefined) return null;
  return { org_id: ctx.orgId, seq: row.seq, hash: row.hash, published_at: ctx.clock.now().toISOString() };
}

/**
 * Writes the end of the chain outside the database: one JSON line at the end of `file`. Keep that file where
 * whoever can write the database cannot write. Returns null, and writes nothing, while the chain is empty.
 */
export async function publishHead(ctx: Context, file: string): Promise<PublishedHead | null> {
  const head = await readHead(ctx);
  if (head === null) return null;
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  return head;
}

/** All heads published to `file`, of all organisations; none when the file is not there. Throws `invalid_input`. */
export async function readPublishedHeads(file: string): Promise<PublishedHead[]> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "";
    throw cause;
  });
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => parseHead(line, `${file}:${index + 1}`));
}

function parseHead(line: string, where: string): PublishedHead {
  try {
    const value: unknown = JSON.parse(line);
    if (isHead(value)) return value;
  } catch {
    // said below
  }
  throw new AiCooError("invalid_input", `${where} is not a published head. Nothing was verified.`, {
    next: "Restore the file from where it was copied to, or remove the damaged line.",
  });
}

function isHead(value: unknown): value is PublishedHead {
  if (typeof value !== "object" || value === null) return false;
  const { org_id, seq, hash } = value as Partial<Record<keyof PublishedHead, unknown>>;
  return typeof org_id === "string" && typeof seq === "number" && typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash);
}
