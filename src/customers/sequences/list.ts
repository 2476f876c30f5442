import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { invalid } from "../words.ts";
import { readSequences } from "./read.ts";
import type { SequenceState, SequenceView } from "./types.ts";

export interface ListSequencesInput {
  /** Of all customers when left out. */
  readonly partnerId?: number;
  readonly state?: readonly SequenceState[];
  /** What the customer's name holds, in any case. */
  readonly search?: string;
  /** 1 to 500. */
  readonly limit: number;
  /** How many of the order go before; none when left out. */
  readonly offset?: number;
}

export interface ListSequencesResult {
  /** Those that go on first, then the largest. */
  readonly sequences: readonly SequenceView[];
  /** How many there are, before and beyond these too. */
  readonly total: number;
}

/** How the reminders of each debt stand: computed from what was sent, what the latest analysis saw and what stands recorded. */
export async function listSequences({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: ListSequencesInput;
}): Promise<ListSequencesResult> {
  const { partnerId, state, search = "", limit, offset = 0 } = input;
  const words = search.trim().toLowerCase();
  const all = await withTransaction(ctx, (inner) => readSequences(inner, { partnerId }));
  const wanted = all.filter(
    (one) =>
      (state === undefined || state.includes(one.state)) && (words === "" || one.partnerName?.toLowerCase().includes(words) === true),
  );
  const sorted = wanted.toSorted(
    (a, b) => Number(a.state === "ended") - Number(b.state === "ended") || (b.total ?? 0) - (a.total ?? 0) || a.partnerId - b.partnerId,
  );
  return { sequences: sorted.slice(offset, offset + limit), total: sorted.length };
}

const SEQUENCE_ID = /^(\d{1,10}):(\d{1,10}):([A-Z]{3})$/;

/** The debt that a sequence's id names. Errors: `invalid_input`. */
export function parseSequenceId(sequenceId: string): { readonly partnerId: number; readonly companyId: number; readonly currency: string } {
  const match = SEQUENCE_ID.exec(sequenceId);
  if (match === null)
    throw invalid(`"${sequenceId}" names no sequence.`, "Take the id from the list of sequences; it looks like 42:1:EUR.");
  return { partnerId: Number(match[1]), companyId: Number(match[2]), currency: match[3]! };
}

/** One sequence. Errors: `invalid_input`, `not_found`. */
export async function getSequence({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly sequenceId: string };
}): Promise<SequenceView> {
  const { partnerId } = parseSequenceId(input.sequenceId);
  const sequences = await withTransaction(ctx, (inner) => readSequences(inner, { partnerId }));
  const found = sequences.find(({ sequenceId }) => sequenceId === input.sequenceId);
  if (found !== undefined) return found;
  throw new AiCooError("not_found", `There is no sequence ${input.sequenceId}: nothing of it is overdue, and nothing was sent.`, {
    next: "List the sequences and take the id from there.",
  });
}
