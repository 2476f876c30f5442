import { AiCooError } from "#src/lib/errors.ts";
import { type ActionStatus, type ActionType, canTransition, isTerminal } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { runPrepared, type Statement } from "../prepared.ts";

/** How an action that is being executed goes on. */
export interface ExecutingEnd {
  readonly actionId: string;
  readonly to: ActionStatus;
  /** Why, one sentence for people. */
  readonly reason: string;
  readonly notBefore: Date | null;
}

/** What stays to be said about an action that moved; the document, some kilobytes of it, is left out. */
export interface MovedAction {
  readonly actionId: string;
  readonly actionType: ActionType;
  readonly version: number;
  readonly fingerprint: string;
  readonly status: ActionStatus;
  readonly partnerId: number | null;
  readonly attempts: number;
}

// Raw, because every batch of the pipeline ends here. The status before is a literal, as everywhere in this folder. The
// rows are locked in the order of ids, as everybody who locks many: two that hold some never wait in a circle. Both
// look-ups go by the primary key; asked in the words of the partial index, the status would send them through all that is
// executing once for each action, since statistics made while little was executing take that for the shorter way.
const END: Statement = {
  name: "ai_coo_actions_end",
  text: `update ai_coo.autonomous_actions a
    set status = e.status, status_reason = e.reason, not_before = e.not_before, lease_owner = null, lease_until = null,
      updated_at = $2::timestamptz, settled_at = case when e.terminal then $2::timestamptz end
    from unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[]) as e(action_id, status, reason, not_before, terminal)
    join (select o.action_id from ai_coo.autonomous_actions o
      where o.org_id = $1 and o.action_id = any($3::uuid[]) and coalesce(o.status, '') = 'executing'
      order by o.action_id for no key update) l on l.action_id = e.action_id
    where a.org_id = $1 and a.action_id = e.action_id and coalesce(a.status, '') = 'executing'
    returning a.action_id, a.action_type, a.version, a.fingerprint, a.status, a.partner_id, a.attempts`,
};

/**
 * Many actions at once through the door of `updateActionStatuses`, each to a status of its own, while it is still
 * being executed. Answers those that moved, by id. A change that the protocol does not know is `internal`.
 */
export async function endExecutingActions(
  { tx, orgId, clock }: TxContext,
  ends: readonly ExecutingEnd[],
): Promise<Map<string, MovedAction>> {
  const unknown = ends.find(({ to }) => !canTransition("executing", to));
  if (unknown !== undefined) {
    throw new AiCooError("internal", `An action cannot go from executing to ${unknown.to}; nothing was changed.`);
  }
  if (ends.length === 0) return new Map();
  const rows = await runPrepared<{
    action_id: string;
    action_type: ActionType;
    version: number;
    fingerprint: string;
    status: ActionStatus;
    partner_id: number | null;
    attempts: number;
  }>({ tx }, END, [
    orgId,
    clock.now().toISOString(),
    ends.map(({ actionId }) => actionId),
    ends.map(({ to }) => to),
    ends.map(({ reason }) => reason),
    ends.map(({ notBefore }) => notBefore?.toISOString() ?? null),
    ends.map(({ to }) => isTerminal(to)),
  ]);
  return new Map(
    rows.map((row) => [
      row.action_id,
      {
        actionId: row.action_id,
        actionType: row.action_type,
        version: row.version,
        fingerprint: row.fingerprint,
        status: row.status,
        partnerId: row.partner_id,
        attempts: row.attempts,
      },
    ]),
  );
}
