import { approveAction, getAction, proposeAction } from "#src/actions/index.ts";
import { eq } from "drizzle-orm";
import { withTransaction } from "#src/db/index.ts";
import { scheduledFollowUps } from "#src/db/schema/index.ts";
import type { FinancialAnalysis } from "#src/analyzers/index.ts";
import { executeActions, processApprovedActions, type ActionResult } from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { recommendActions, recommenderSettingsSchema } from "#src/recommender/index.ts";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { foundTenant, type Stage, type Tenant } from "../support/stage.ts";
import { handmadeAction } from "./handmade.ts";
import type { Apply, Change, Refusal } from "./situation.ts";
import type { Subject } from "./subjects.ts";

/** When the change happens: while the approved action waits, or after a worker has claimed it and before it reads the facts. */
export type Moment = "waiting" | "claimed";

export interface Case {
  readonly change: Change;
  readonly subject: Subject;
  readonly moment: Moment;
}

export interface TrialResult {
  readonly outcome: ActionResult["result"];
  readonly reason: string;
  readonly effects: number;
  /** What is not as it should be; empty when the action was refused as it must be. */
  readonly faults: readonly string[];
}

export interface World {
  readonly stage: Stage;
  readonly database: SuiteDatabase;
  readonly analysis: FinancialAnalysis;
}

const PLAYED: Partial<Record<Subject["name"], ActionType>> = {
  reminder: "send_invoice_reminder",
  confirmation: "send_payment_confirmation",
  task: "create_collection_task",
  activity: "escalate_overdue_invoice",
};

/** Proposes and approves one action in an organisation of its own, makes the change, executes, and looks at what came of it. */
export async function tryCase(world: World, orgId: string, { change, subject, moment }: Case): Promise<TrialResult> {
  const tenant = await foundTenant(world.database.db, orgId);
  await change.before?.(tenant);
  const actionId = await approved(world, tenant, subject, change.approvedByRule === true);
  const apply = change.of[subject.name]!;
  const outcome = await execute(world, { tenant, subject, actionId, apply, moment });
  return { ...outcome, faults: await faultsOf(outcome, tenant, actionId, change.expect ?? ["blocked", "require_reapproval"]) };
}

/** The same with nothing changed: whether the effect would have happened, or the refusals prove nothing. */
export async function tryControl(world: World, orgId: string, subject: Subject): Promise<TrialResult> {
  const tenant = await foundTenant(world.database.db, orgId);
  const actionId = await approved(world, tenant, subject, false);
  const outcome = await execute(world, { tenant, subject, actionId, apply: () => undefined, moment: "waiting" });
  const faults = outcome.outcome === "executed" && outcome.effects > 0 ? [] : [`nothing was changed, and yet: ${outcome.reason}`];
  return { ...outcome, faults };
}

async function approved(world: World, tenant: Tenant, subject: Subject, byRule: boolean): Promise<string> {
  const { action, amount } = compose(world, tenant, subject);
  const riskFacts = amount === undefined ? {} : { amount };
  const result = await proposeAction({ ctx: tenant.system, input: { action, riskFacts } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  if (byRule !== (result.status === "approved")) throw new Error(`the action is ${result.status}`);
  if (!byRule) {
    const { actionId, fingerprint } = result;
    await approveAction({ ctx: tenant.person, input: { actionId, fingerprint, channel: "in_app" } });
  }
  return result.actionId;
}

interface Composed {
  readonly action: ActionProtocol;
  /** In the company's currency. */
  readonly amount: number | undefined;
}

/** By the playbook, from what the analysis read of this customer; by hand where there is none yet. */
function compose({ stage, analysis }: World, { system, clock }: Tenant, subject: Subject): Composed {
  const now = clock.now();
  const type = PLAYED[subject.name];
  if (type === undefined) {
    return { action: handmadeAction({ orgId: system.orgId, now, subject, inspect: stage.simulator.inspect }), amount: undefined };
  }
  const { actions, notProposed, amountsAtStake } = recommendActions({
    analysis: {
      ...analysis,
      overdueCustomers: analysis.overdueCustomers.filter(({ customer }) => customer.partnerId === subject.customerId),
      paidInvoices: analysis.paidInvoices.filter(({ customer }) => customer.partnerId === subject.customerId),
    },
    orgId: system.orgId,
    now,
    ids: () => uuidv7(now),
    settings: recommenderSettingsSchema.parse({}),
  });
  const found = actions.find(({ action_type }) => action_type === type);
  if (found === undefined) throw new Error(`no ${type} for ${subject.customerName}: ${JSON.stringify(notProposed)}`);
  return { action: found, amount: amountsAtStake.get(found.action_id) };
}

interface Execution {
  readonly tenant: Tenant;
  readonly subject: Subject;
  readonly actionId: string;
  readonly apply: Apply;
  readonly moment: Moment;
}

async function execute(
  { stage, database }: World,
  { tenant, subject, actionId, apply, moment }: Execution,
): Promise<Omit<TrialResult, "faults">> {
  const { simulator } = stage;
  const change = () => apply({ simulator, subject, tenant, actionId, connectionString: database.connectionString });
  const ours = { followUps: followUpStore((orgId) => ({ ...tenant.system, orgId })) };
  const before = await effectsOf(stage, tenant);
  if (moment === "waiting") await change();
  const worker = stage.worker(
    `worker of ${tenant.system.orgId}`,
    {
      at: async (point) => {
        if (point === "after_claim" && moment === "claimed") await change();
      },
    },
    ours,
  );
  const { results } = await executeActions(tenant.system, worker, [actionId]);
  // nothing of it may be left over for the next sweep either
  await processApprovedActions(tenant.system, stage.worker(`sweep of ${tenant.system.orgId}`, undefined, ours));
  const [result] = results;
  return { outcome: result!.result, reason: "reason" in result! ? result.reason : "", effects: (await effectsOf(stage, tenant)) - before };
}

/** Outside, and follow-ups that were kept. */
async function effectsOf(stage: Stage, { system }: Tenant): Promise<number> {
  const kept = await withTransaction(system, ({ tx, orgId }) => tx.$count(scheduledFollowUps, eq(scheduledFollowUps.orgId, orgId)));
  return stage.effects() + kept;
}

async function faultsOf(
  outcome: Omit<TrialResult, "faults">,
  tenant: Tenant,
  actionId: string,
  expected: readonly Refusal[],
): Promise<string[]> {
  const faults: string[] = [];
  if (!(expected as readonly string[]).includes(outcome.outcome))
    faults.push(`came out as ${outcome.outcome}, not as ${expected.join(" or ")}`);
  if (outcome.effects !== 0) faults.push(`${outcome.effects} effects`);
  if (outcome.outcome !== "executed" && !isSentence(outcome.reason)) faults.push(`no reason in words: ${JSON.stringify(outcome.reason)}`);
  const detail = await getAction({ ctx: tenant.system, input: { actionId } }).catch(() => null);
  // a document that was tampered with may be beyond showing; what came of it stands in the result
  if (detail !== null && !["blocked", "pending_approval", "expired", "cancelled", "approved"].includes(detail.status))
    faults.push(`its status is ${detail.status}`);
  if (detail !== null && ["blocked", "pending_approval", "cancelled"].includes(detail.status) && !isSentence(detail.statusReason ?? ""))
    faults.push(`its card gives no reason: ${JSON.stringify(detail.statusReason)}`);
  const verdict = await verifyAuditChain(tenant.system);
  if (!verdict.ok) faults.push(`the audit is broken: ${verdict.sentence}`);
  return faults;
}

/** Words for a person: some of them, and nothing that a program says to itself. */
const isSentence = (text: string): boolean =>
  text.split(/\s+/).length >= 3 && /[.!?)]$/.test(text.trim()) && !/undefined|null|\[object|Error:|\n\s+at /.test(text);
