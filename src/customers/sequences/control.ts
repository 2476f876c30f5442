import type { Context } from "#src/db/index.ts";
import { recordCommitment } from "../record.ts";
import { resumeReminders } from "../resume.ts";
import type { CommitmentChange } from "../types.ts";
import { parseSequenceId } from "./list.ts";

/**
 * A person stops the reminders of one debt, until a day or until they are let go on; what waits is held.
 * Errors: `invalid_input`, `conflict`.
 */
export async function stopSequence({
  ctx,
  input: { sequenceId, reason, until },
}: {
  readonly ctx: Context;
  readonly input: { readonly sequenceId: string; readonly reason: string; readonly until?: string };
}): Promise<CommitmentChange> {
  const debt = parseSequenceId(sequenceId);
  return recordCommitment({ ctx, input: { kind: "stop", ...debt, note: reason, ...(until === undefined ? {} : { until }) } });
}

/** A person lets the reminders of one debt go on: its stop ends, and what the customer wrote counts as read. Errors: `forbidden`, `invalid_input`. */
export async function resumeSequence({
  ctx,
  input: { sequenceId, reason },
}: {
  readonly ctx: Context;
  readonly input: { readonly sequenceId: string; readonly reason: string };
}): Promise<CommitmentChange> {
  return resumeReminders({ ctx, input: { ...parseSequenceId(sequenceId), reason } });
}
