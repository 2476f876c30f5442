import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { type Context, withTransaction } from "#src/db/context.ts";
import { actionEvents, actionEventTexts } from "#src/db/schema/index.ts";
import { readPersonalText } from "./personal.ts";
import { type AuditLine, type AuditVerdict, type PublishedHead, verifyLines } from "./verifier.ts";

const PAGE = 1_000;

type EventRow = typeof actionEvents.$inferSelect;

/**
 * Walks the organisation's chain in the database, a page at a time, and names the first broken link. Beyond
 * the verifier's checks it compares the columns beside each text, and the personal texts that can still be
 * read, with what the chain says. Pass the published heads: without them a cut tail does not show.
 */
export async function verifyAuditChain(ctx: Context, options: { readonly heads?: readonly PublishedHead[] } = {}): Promise<AuditVerdict> {
  let beside: AuditVerdict | undefined;
  async function* lines(): AsyncGenerator<AuditLine> {
    for await (const rows of pages(ctx)) {
      const altered = await alteredTexts(ctx, rows);
      for (const row of rows) {
        if (beside === undefined && !columnsAgree(row)) {
          beside = {
            ok: false,
            seq: row.seq,
            problem: "altered_column",
            sentence: `The columns of entry ${row.seq} do not say what its text says.`,
          };
        }
        if (beside === undefined && altered.has(row.seq)) {
          beside = {
            ok: false,
            seq: row.seq,
            problem: "altered_text",
            sentence: `The personal text of entry ${row.seq} is not the one that was written.`,
          };
        }
        yield lineOf(row);
        if (beside !== undefined) return;
      }
    }
  }
  const verdict = await verifyLines(lines(), { orgId: ctx.orgId, ...(options.heads === undefined ? {} : { heads: options.heads }) });
  if (beside === undefined || (!verdict.ok && verdict.problem !== "cut_tail")) return verdict;
  return beside;
}

/** The chain as JSON lines, oldest first; whoever has it can verify it without the database. Personal text is not in it. */
export async function* exportAudit(ctx: Context): AsyncGenerator<string> {
  for await (const rows of pages(ctx)) {
    for (const row of rows) yield `${JSON.stringify(lineOf(row))}\n`;
  }
}

function lineOf(row: EventRow): AuditLine {
  return { seq: row.seq, prev_hash: row.prevHash, hash: row.hash, entry: row.entry };
}

/** Entries only ever follow, so pages read one after the other are one consistent chain. */
async function* pages(ctx: Context): AsyncGenerator<EventRow[]> {
  let after: number | null = null;
  for (;;) {
    const from: number | null = after;
    const rows: EventRow[] = await withTransaction(ctx, ({ tx, orgId }) =>
      tx
        .select()
        .from(actionEvents)
        .where(and(eq(actionEvents.orgId, orgId), from === null ? undefined : gt(actionEvents.seq, from)))
        .orderBy(asc(actionEvents.seq))
        .limit(PAGE),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.seq ?? null;
  }
}

function parseEntry(row: EventRow): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(row.entry) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function columnsAgree(row: EventRow): boolean {
  const entry = parseEntry(row);
  return (
    entry["kind"] === row.kind &&
    entry["actor"] === row.actor &&
    entry["at"] === row.at.toISOString() &&
    (entry["action_id"] ?? null) === row.actionId
  );
}

/** The entries of a page whose personal text can be read and is not what the chain committed to. */
async function alteredTexts(ctx: Context, rows: readonly EventRow[]): Promise<ReadonlySet<number>> {
  const commitments = new Map(rows.map((row) => [row.seq, parseEntry(row)["personal_commitment"]]));
  const altered = new Set<number>();
  await withTransaction(ctx, async (inner) => {
    const held = await inner.tx
      .select({ seq: actionEventTexts.seq })
      .from(actionEventTexts)
      .where(and(eq(actionEventTexts.orgId, ctx.orgId), inArray(actionEventTexts.seq, [...commitments.keys()])));
    for (const { seq } of held) {
      const opened = await readPersonalText(inner, seq, String(commitments.get(seq)));
      if (opened !== null && !opened.matches) altered.add(seq);
    }
  });
  return altered;
}
