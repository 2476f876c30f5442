import { getLiveOutreachOfScopes } from "#src/db/access/outreachLedger.ts";
import type { TxContext } from "#src/db/index.ts";

/** A contact that was made, is being made, or may have been made. */
export interface RecentOutreach {
  readonly scopeKey: string;
  readonly actionId: string;
  readonly state: "reserved" | "sent" | "unknown";
  /** UTC. */
  readonly at: Date;
}

/** Contacts under these scopes since a moment (UTC), newest first: one query for any number of scopes. */
export async function findRecentOutreach(ctx: TxContext, scopeKeys: readonly string[], since: Date): Promise<RecentOutreach[]> {
  const rows = await getLiveOutreachOfScopes(ctx, [...new Set(scopeKeys)], since);
  return rows.flatMap((row) =>
    row.state === "released"
      ? []
      : [{ scopeKey: row.scopeKey, actionId: row.actionId, state: row.state, at: row.sentAt ?? row.reservedAt }],
  );
}
