import { z } from "zod";
import type { TxContext } from "../context.ts";
import { getOrgSettings, saveOrgSettings } from "./orgSettings.ts";

const moment = z.iso.datetime();

const restoreStateSchema = z.object({
  /** When it was noticed that the database is older than what was published from it; RFC 3339, UTC, like all moments here. */
  noticed_at: moment,
  /** Of the newest entry that the restored chain holds: whatever happened since then is not in it. Null where it holds none. */
  lost_since: moment.nullable(),
  chain_seq: z.int(),
  /** The newest published entry, and when it was published; null where a person said that a backup was restored. */
  published_seq: z.int().nullable(),
  published_at: moment.nullable(),
  /** When the other side had been asked about everything that was open; null while that goes on. */
  looked_up_at: moment.nullable(),
  unlocked_at: moment.nullable(),
  /** What the look-ups came to so far, by action. */
  found: z.int(),
  in_doubt: z.int(),
  held: z.int(),
  left: z.int(),
});

/** What is known about a database that was restored from a backup. */
export type RestoreState = z.infer<typeof restoreStateSchema>;

/** The newest restore; null where there was none. */
export async function getRestoreState(ctx: TxContext): Promise<RestoreState | null> {
  const stored = await getOrgSettings(ctx, "restore");
  return stored === null ? null : restoreStateSchema.parse(stored);
}

export async function saveRestoreState(ctx: TxContext, state: RestoreState): Promise<void> {
  await saveOrgSettings(ctx, "restore", state);
}
