import { findCommitmentIds, listCommitmentRows } from "#src/db/access/customerCommitments.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { readCursor, writeCursor } from "#src/lib/cursor.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { viewOf } from "./rows.ts";
import type { CommitmentKind, CommitmentStatus, CommitmentView } from "./types.ts";
import { invalid } from "./words.ts";

export interface ListCommitmentsInput {
  /** Of all customers when left out. */
  readonly partnerId?: number;
  readonly kinds?: readonly CommitmentKind[];
  readonly status?: readonly CommitmentStatus[];
  /** 1 to 200. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

export interface ListCommitmentsResult {
  /** Newest first. */
  readonly commitments: readonly CommitmentView[];
  readonly nextCursor: string | null;
}

/** What is recorded about customers, newest first, a page at a time. Errors: `invalid_input`. */
export async function listCommitments({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: ListCommitmentsInput;
}): Promise<ListCommitmentsResult> {
  const { limit, cursor, ...query } = input;
  const after = cursor === undefined ? undefined : readCursor(cursor);
  if (after === null) throw invalid("The cursor is not the nextCursor of a page before.", "Correct the parameter and ask again.");
  const rows = await withTransaction(ctx, (inner) =>
    listCommitmentRows(inner, {
      ...query,
      limit: limit + 1,
      ...(after === undefined ? {} : { after: { recordedAt: after.at, id: after.id } }),
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    commitments: page.map(viewOf),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor({ at: last.recordedAt, id: last.id }) : null,
  };
}

/** The id of the entry that a person names by its id or by the end of it, as lists show it. Errors: `invalid_input`, `not_found`. */
export async function findCommitmentId({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly reference: string };
}): Promise<string> {
  const reference = input.reference.toLowerCase();
  const next = "Give more of the id; the lists of promises and disputes show those there are.";
  if (!/^[0-9a-f-]{4,36}$/.test(reference)) throw invalid(`"${input.reference}" names nothing that is recorded.`, next);
  const [one, another] = await withTransaction(ctx, (inner) => findCommitmentIds(inner, reference));
  if (one === undefined)
    throw new AiCooError("not_found", `Nothing recorded has the id ${input.reference}; nothing was changed.`, { next });
  if (another !== undefined) throw invalid(`Several entries end in ${input.reference}.`, next);
  return one;
}
