import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { AiCooError } from "#src/lib/errors.ts";
import { type ActionProtocol, type ActionStatus, canTransition, getActionDescription, isTerminal } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { actionVersions, autonomousActions } from "../schema/index.ts";

export type ActionRow = typeof autonomousActions.$inferSelect;

export interface NewAutonomousAction {
  /** Parsed and complete; what is stored is exactly this. */
  readonly action: ActionProtocol;
  readonly fingerprint: string;
  readonly status: "pending_approval" | "approved";
  /** What no second open action may share. */
  readonly scopeKey: string | null;
  /** What policy weighed, in the company's currency; null where nobody said. */
  readonly amountAtStake: number | null;
  /** Its place among actions as urgent as it, 0 to 1. */
  readonly priority?: number;
  /** What else it weighed, so that another policy can be tried on the action later. */
  readonly weighed?: Pick<ActionRow, "firstContact" | "customerDomains" | "composedRisk">;
}

/** The columns that repeat parts of a document. */
function columnsOf(action: ActionProtocol) {
  const cashIn = action.estimated_impact?.cash_in;
  return {
    actionType: action.action_type,
    safeOperation: action.safe_operation,
    riskLevel: action.risk_level,
    partnerId: action.affected_records.partner_id ?? null,
    partnerName: action.affected_records.partner_name ?? null,
    title: getActionDescription(action),
    amount: cashIn?.amount ?? null,
    currency: cashIn?.currency ?? null,
    actionProtocol: action,
    expiresAt: new Date(action.expires_at),
  };
}

/** Stores an action with its first version. False when its id or its idempotency key exists already, whoever races. */
export async function createAutonomousAction({ tx, orgId, clock }: TxContext, input: NewAutonomousAction): Promise<boolean> {
  const { action, fingerprint, status, scopeKey, amountAtStake, priority, weighed = {} } = input;
  const now = clock.now();
  const inserted = await tx
    .insert(autonomousActions)
    .values({
      orgId,
      actionId: action.action_id,
      version: 1,
      status,
      idempotencyKey: action.idempotency_key,
      scopeKey,
      amountAtStake,
      ...(priority === undefined ? {} : { priority }),
      ...weighed,
      fingerprint,
      analysisId: action.analysis_id ?? null,
      createdBy: action.created_by,
      createdAt: new Date(action.created_at),
      updatedAt: now,
      ...columnsOf(action),
    })
    .onConflictDoNothing()
    .returning({ actionId: autonomousActions.actionId });
  if (inserted.length === 0) return false;
  await tx.insert(actionVersions).values({
    orgId,
    actionId: action.action_id,
    version: 1,
    fingerprint,
    actionProtocol: action,
    createdBy: action.created_by,
    createdAt: now,
    reason: "proposed",
  });
  return true;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The action, or null: also for an id of another organisation, or one that is no id at all. */
export async function getActionById(
  { tx, orgId }: TxContext,
  actionId: string,
  options: { readonly lock?: boolean } = {},
): Promise<ActionRow | null> {
  if (!UUID.test(actionId)) return null;
  const query = tx
    .select()
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, actionId)));
  const [row] = options.lock === true ? await query.for("update") : await query;
  return row ?? null;
}

/** The same; `lock` holds the row until the transaction ends. Throws `not_found`. */
export async function getActionByIdOrThrow(
  ctx: TxContext,
  actionId: string,
  options: { readonly lock?: boolean } = {},
): Promise<ActionRow> {
  const row = await getActionById(ctx, actionId, options);
  if (row !== null) return row;
  throw new AiCooError("not_found", "There is no action with this id in this organisation.", {
    next: "List the actions and take the id from there.",
    details: { actionId: actionId.slice(0, 64) },
  });
}

/** The actions among these keys that exist, in whatever status. */
export async function getActionsByIdempotencyKey({ tx, orgId }: TxContext, keys: readonly string[]): Promise<ActionRow[]> {
  if (keys.length === 0) return [];
  return tx
    .select()
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), inArray(autonomousActions.idempotencyKey, [...keys])));
}

/** Approved actions that may run now: alive, due, not held; in the order in which they are claimed. */
export async function getApprovedActions({ tx, orgId, clock }: TxContext, options: { readonly limit: number }): Promise<ActionRow[]> {
  const now = clock.now();
  return tx
    .select()
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        // statuses are literals here and below, so that a generic plan keeps the partial index
        sql`${autonomousActions.status} = 'approved'`,
        sql`${autonomousActions.expiresAt} > ${now.toISOString()}::timestamptz`,
        or(isNull(autonomousActions.notBefore), lte(autonomousActions.notBefore, now)),
        isNull(autonomousActions.holdReason),
      ),
    )
    .orderBy(sql`${autonomousActions.notBefore} asc nulls first`, asc(autonomousActions.createdAt), asc(autonomousActions.actionId))
    .limit(options.limit);
}

/** Actions whose life ended while they waited, locked; those that another worker holds are left to it. */
export async function getExpiredActions(
  { tx, orgId, clock }: TxContext,
  { limit, madeSince = null }: { readonly limit: number; readonly madeSince?: Date | null },
): Promise<Pick<ActionRow, "actionId" | "status">[]> {
  return tx
    .select({ actionId: autonomousActions.actionId, status: autonomousActions.status })
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        sql`${autonomousActions.status} in ('pending_approval', 'approved')`,
        lte(autonomousActions.expiresAt, clock.now()),
        madeSince === null ? undefined : gte(autonomousActions.createdAt, madeSince),
      ),
    )
    .orderBy(asc(autonomousActions.expiresAt))
    .limit(limit)
    .for("update", { skipLocked: true });
}

export interface StatusChange {
  readonly from: ActionStatus;
  readonly to: ActionStatus;
  /** Why, one sentence for people. */
  readonly reason: string | null;
  readonly patch?: Partial<
    Pick<
      ActionRow,
      | "version"
      | "fingerprint"
      | "actionProtocol"
      | "riskLevel"
      | "title"
      | "amount"
      | "currency"
      | "partnerName"
      | "expiresAt"
      | "notBefore"
      | "leaseOwner"
      | "leaseUntil"
    >
  >;
}

/**
 * The one door through which actions change their status: an update that holds only while the status is
 * still `from`. Answers those that changed; who is missing lost a race. A change that the protocol's table
 * of transitions does not know is a mistake in the program: `internal`.
 */
export async function updateActionStatuses(
  { tx, orgId, clock }: TxContext,
  change: StatusChange & { readonly actionIds: readonly string[] },
): Promise<ActionRow[]> {
  if (!canTransition(change.from, change.to)) {
    throw new AiCooError("internal", `An action cannot go from ${change.from} to ${change.to}; nothing was changed.`);
  }
  if (change.actionIds.length === 0) return [];
  const now = clock.now();
  return tx
    .update(autonomousActions)
    .set({
      leaseOwner: null,
      leaseUntil: null,
      notBefore: null,
      ...change.patch,
      status: change.to,
      statusReason: change.reason,
      updatedAt: now,
      settledAt: isTerminal(change.to) ? now : null,
    })
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        inArray(autonomousActions.actionId, [...change.actionIds]),
        eq(autonomousActions.status, change.from),
      ),
    )
    .returning();
}

/** The same for one action; null when its status was another one. */
export async function updateActionStatus(
  ctx: TxContext,
  { actionId, ...change }: StatusChange & { readonly actionId: string },
): Promise<ActionRow | null> {
  const [row] = await updateActionStatuses(ctx, { ...change, actionIds: [actionId] });
  return row ?? null;
}

/** Every version of an action, newest first: proposed, edited and executed documents are all kept. */
export async function getActionVersions({ tx, orgId }: TxContext, actionId: string): Promise<(typeof actionVersions.$inferSelect)[]> {
  return tx
    .select()
    .from(actionVersions)
    .where(and(eq(actionVersions.orgId, orgId), eq(actionVersions.actionId, actionId)))
    .orderBy(desc(actionVersions.version));
}
