import type { Context } from "#src/db/context.ts";
import { type EventRow, lineOf, pagesOf } from "./pages.ts";
import { isCommitted } from "./personal.ts";
import { type AuditLine, type AuditVerdict, broken, type PublishedHead, verifyLines } from "./verifier.ts";

/**
 * Walks the organisation's chain in the database, a page at a time, and names the first broken link. Beyond
 * the verifier's checks it compares the columns beside each text, and the personal texts that can still be
 * read, with what the chain says. Pass the published heads: without them a cut tail does not show.
 */
export async function verifyAuditChain(ctx: Context, options: { readonly heads?: readonly PublishedHead[] } = {}): Promise<AuditVerdict> {
  let beside: AuditVerdict | undefined;
  async function* lines(): AsyncGenerator<AuditLine> {
    for await (const { rows, texts } of pagesOf(ctx, { texts: true })) {
      const textOf = new Map(texts.map((text) => [text.seq, text]));
      for (const row of rows) {
        const entry = parseEntry(row);
        const text = textOf.get(row.seq);
        if (!columnsAgree(row, entry)) beside = broken(row.seq, "altered_column");
        else if (text !== undefined && !isCommitted(text, entry["personal_commitment"])) beside = broken(row.seq, "altered_text");
        yield lineOf(row);
        // a break of the chain itself at this entry goes before what stands beside it
        if (beside !== undefined) return;
      }
    }
  }
  const verdict = await verifyLines(lines(), { orgId: ctx.orgId, ...(options.heads === undefined ? {} : { heads: options.heads }) });
  if (beside === undefined || (!verdict.ok && verdict.problem !== "cut_tail")) return verdict;
  return beside;
}

function parseEntry(row: EventRow): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(row.entry);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function columnsAgree(row: EventRow, entry: Readonly<Record<string, unknown>>): boolean {
  return (
    entry["kind"] === row.kind &&
    entry["actor"] === row.actor &&
    entry["at"] === row.at.toISOString() &&
    (entry["action_id"] ?? null) === row.actionId
  );
}
