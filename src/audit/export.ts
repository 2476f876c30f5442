import type { Context } from "#src/db/context.ts";
import { lineOf, pagesOf } from "./pages.ts";

/** The chain as JSON lines, oldest first; whoever has it can verify it without the database. Personal text is not in it. */
export async function* exportAudit(ctx: Context): AsyncGenerator<string> {
  for await (const { rows } of pagesOf(ctx, { texts: false })) {
    for (const row of rows) yield `${JSON.stringify(lineOf(row))}\n`;
  }
}

/**
 * The personal texts that can still be read, as JSON lines with the salt of each, in the order of their entries: with them
 * a verifier checks that they are what the chain committed to. Only for whoever may read them. What was erased is not
 * among them; what was altered is, without a text that fits.
 */
export async function* exportAuditTexts(ctx: Context): AsyncGenerator<string> {
  for await (const { texts } of pagesOf(ctx, { texts: true })) {
    for (const { seq, opened } of texts) {
      yield `${JSON.stringify({ seq, salt: opened?.salt.toString("hex") ?? "", text: opened?.text ?? "" })}\n`;
    }
  }
}
