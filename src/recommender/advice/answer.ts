import * as z from "zod";
import { DEFAULT_DRAFT_BOUNDS } from "../grounding/index.ts";

/** What a model answers when it is asked for words: sentences that were offered, by handle, and own ones between them. */

const MOST_PIECES = 10;

const piece = z.union([z.strictObject({ use: z.string() }), z.strictObject({ write: z.string() })]);
const paragraph = z.array(piece).max(MOST_PIECES);

export const mailAnswer = z.strictObject({
  subject: piece.nullable(),
  opening: z.array(paragraph).max(DEFAULT_DRAFT_BOUNDS.openingParagraphs),
  closing: z.array(paragraph).max(DEFAULT_DRAFT_BOUNDS.closingParagraphs),
});
export const smsAnswer = z.strictObject({ body: paragraph });

/** One sentence that was offered, or some of the model's own. */
export type Piece = z.infer<typeof piece>;
export type DraftAnswer = z.infer<typeof mailAnswer> | z.infer<typeof smsAnswer>;
