import { and, asc, eq, gt } from "drizzle-orm";
import { type Context, withTransaction } from "#src/db/context.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { type PersonalText, readPersonalTexts } from "./personal.ts";
import type { AuditLine } from "./verifier.ts";

const ROWS_PER_PAGE = 2_000;

export type EventRow = Omit<typeof actionEvents.$inferSelect, "orgId">;

export interface Page {
  readonly rows: readonly EventRow[];
  /** Of these rows, where they were asked for. */
  readonly texts: readonly PersonalText[];
}

/**
 * The organisation's chain, oldest first, a page at a time: as much is held in memory as two pages. The next one is
 * read while the caller works on the one before. Entries only ever follow, so pages read one after the other are
 * one consistent chain while others write; a text whose key is erased meanwhile is not among the texts any more.
 */
export async function* pagesOf(ctx: Context, options: { readonly texts: boolean }): AsyncGenerator<Page> {
  let next = readPage(ctx, null, options);
  for (;;) {
    const page = await next;
    const last = page.rows.at(-1);
    if (last === undefined) return;
    const isLast = page.rows.length < ROWS_PER_PAGE;
    if (!isLast) {
      next = readPage(ctx, last.seq, options);
      next.catch(() => {}); // thrown where it is awaited; a caller that stops early never does
    }
    yield page;
    if (isLast) return;
  }
}

async function readPage(ctx: Context, after: number | null, { texts }: { readonly texts: boolean }): Promise<Page> {
  return withTransaction(ctx, async (inner) => {
    const rows = await inner.tx
      .select({
        seq: actionEvents.seq,
        at: actionEvents.at,
        kind: actionEvents.kind,
        actor: actionEvents.actor,
        actionId: actionEvents.actionId,
        entry: actionEvents.entry,
        prevHash: actionEvents.prevHash,
        hash: actionEvents.hash,
      })
      .from(actionEvents)
      .where(and(eq(actionEvents.orgId, inner.orgId), after === null ? undefined : gt(actionEvents.seq, after)))
      .orderBy(asc(actionEvents.seq))
      .limit(ROWS_PER_PAGE);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!texts || first === undefined || last === undefined) return { rows, texts: [] };
    return { rows, texts: await readPersonalTexts(inner, { from: first.seq, to: last.seq }) };
  });
}

export function lineOf(row: EventRow): AuditLine {
  return { seq: row.seq, prev_hash: row.prevHash, hash: row.hash, entry: row.entry };
}
