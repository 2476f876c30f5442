import type { Context } from "#src/db/context.ts";
import { type EventRow, lineOf, pagesOf } from "./pages.ts";
import { isCommitted, type PersonalText } from "./personal.ts";
import { type AuditLine, type AuditVerdict, type Claims, type PublishedHead, verifyLines } from "./verifier.ts";

/** A line of the chain with what stands beside it in the database. */
interface KeptLine extends AuditLine {
  readonly row: EventRow;
  /** Its personal text, where there is one that can still be read. */
  readonly text: PersonalText | undefined;
}

/**
 * Walks the organisation's chain in the database, a page at a time, and names the first broken link. Beyond
 * the verifier's checks it compares the columns beside each text, and the personal texts that can still be
 * read, with what the chain says. Pass the published heads: without them a cut tail does not show.
 */
export async function verifyAuditChain(ctx: Context, options: { readonly heads?: readonly PublishedHead[] } = {}): Promise<AuditVerdict> {
  return verifyLines(keptLines(ctx), {
    orgId: ctx.orgId,
    ...(options.heads === undefined ? {} : { heads: options.heads }),
    beside: ({ row, text }, claims) => {
      if (!columnsAgree(row, claims)) return "altered_column";
      return text === undefined || isCommitted(text, claims["personal_commitment"]) ? null : "altered_text";
    },
  });
}

async function* keptLines(ctx: Context): AsyncGenerator<KeptLine> {
  for await (const { rows, texts } of pagesOf(ctx, { texts: true })) {
    const textOf = new Map(texts.map((text) => [text.seq, text]));
    for (const row of rows) yield { ...lineOf(row), row, text: textOf.get(row.seq) };
  }
}

function columnsAgree(row: EventRow, claims: Claims): boolean {
  return (
    claims["kind"] === row.kind &&
    claims["actor"] === row.actor &&
    claims["at"] === row.at.toISOString() &&
    (claims["action_id"] ?? null) === row.actionId
  );
}
