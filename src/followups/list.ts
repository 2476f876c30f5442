import { findFollowUpIds, listFollowUpRows } from "#src/db/access/scheduledFollowUps.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { readCursor, writeCursor } from "#src/lib/cursor.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { viewOf } from "./rows.ts";
import type { FollowUpStatus, FollowUpView } from "./types.ts";

export interface ListFollowUpsInput {
  /** All when left out. */
  readonly status?: readonly FollowUpStatus[];
  /** 1 to 200. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

export interface ListFollowUpsResult {
  /** Newest first. */
  readonly followUps: readonly FollowUpView[];
  readonly nextCursor: string | null;
}

/** Follow-ups newest first, a page at a time. Errors: `invalid_input`. */
export async function listFollowUps({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: ListFollowUpsInput;
}): Promise<ListFollowUpsResult> {
  const { status, limit, cursor } = input;
  const rows = await withTransaction(ctx, (inner) =>
    listFollowUpRows(inner, {
      limit: limit + 1,
      ...(status === undefined ? {} : { status }),
      ...(cursor === undefined ? {} : { after: afterOf(cursor) }),
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return {
    followUps: page.map(viewOf),
    nextCursor: isMore ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

function afterOf(cursor: string): { readonly createdAt: Date; readonly id: string } {
  const read = readCursor(cursor);
  if (read !== null) return { createdAt: read.at, id: read.id };
  throw new AiCooError("invalid_input", "The list cannot be made: cursor must be the nextCursor of the page before.", {
    next: "Correct the parameter and ask again.",
  });
}

/**
 * The id of the follow-up that a person names by its id or by the end of it, as lists show it.
 * Errors: `invalid_input` for what cannot be one or names several, `not_found`.
 */
export async function findFollowUpId({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly reference: string };
}): Promise<string> {
  const reference = input.reference.toLowerCase();
  const next = "`ai-coo follow-ups list --status all` shows those there are; give more characters of the id.";
  if (!/^[0-9a-f-]{4,36}$/.test(reference)) {
    throw new AiCooError("invalid_input", `"${input.reference}" names no follow-up; nothing was done.`, { next });
  }
  const [one, another] = await withTransaction(ctx, (inner) => findFollowUpIds(inner, reference));
  if (one === undefined) throw new AiCooError("not_found", `There is no follow-up ${input.reference}; nothing was done.`, { next });
  if (another === undefined) return one;
  throw new AiCooError("invalid_input", `Several follow-ups end in ${input.reference}; nothing was done.`, { next });
}
