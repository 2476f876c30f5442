import { proposeAction, type ProposeActionInput, type ProposeActionResult } from "#src/actions/index.ts";
import { ALERT_KINDS, analyzeFinancials, type AlertFinding, type FinancialAnalysis, type NotChased } from "#src/analyzers/index.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { raiseAlert, resolveAlertsGone } from "#src/db/access/alerts.ts";
import { failAnalysisResult, finishAnalysisResult, startAnalysisResult } from "#src/db/access/analysisResults.ts";
import { statusReasons } from "#src/db/access/outreachMemory.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { recommendActions } from "#src/recommender/index.ts";
import { keepHolds } from "./holds.ts";
import { readOutreachMemory } from "./outreachMemory.ts";
import { readAnalysisSettings, readRecommenderSettings } from "./settings.ts";
import { debtOf, notChasedAfterAll, type DebtRef, type Unproposed } from "./unproposed.ts";

export interface RunAnalysisOptions {
  readonly ctx: Context;
  readonly reader: OdooReader;
  /** Called with what is being done, for long runs. */
  readonly onProgress?: (text: string) => void;
}

/** A candidate that did not become an action, and why. */
export interface Refusal extends Partial<Omit<DebtRef, "partnerId">> {
  readonly partnerId?: number;
  readonly actionType: ActionProtocol["action_type"];
  readonly partnerName: string;
  readonly sentence: string;
}

/** What one run of the financial analysis came to. */
export interface AnalysisRun {
  readonly analysisId: string;
  readonly analysis: FinancialAnalysis;
  readonly proposed: readonly ActionProtocol[];
  /** Candidates that stand as an action already, open or decided today. */
  readonly alreadyKnown: readonly {
    readonly action: ActionProtocol;
    readonly result: Extract<ProposeActionResult, { existing: unknown }>;
  }[];
  /** Candidates that could not be composed or were refused; one of them never stops the others. */
  readonly notProposed: readonly Refusal[];
  readonly alertsRaised: number;
}

/**
 * Reads the company's finances, proposes what should be done, and keeps the figures, the alerts and the list
 * of those who are not chased. Safe to run at once with another run, late, or twice: what stands already is
 * not proposed again.
 * @throws what the reader throws; the run is then kept with its reason.
 */
export async function runFinancialAnalysis({ ctx, reader, onProgress = () => {} }: RunAnalysisOptions): Promise<AnalysisRun> {
  const analysisId = `financial-${uuidv7(ctx.clock.now())}`;
  await withTransaction(ctx, (inner) => startAnalysisResult(inner, { id: analysisId, kind: "financial" }));
  try {
    onProgress("reading Odoo");
    const memory = await readOutreachMemory(ctx);
    const analysis = await analyzeFinancials({
      reader,
      now: ctx.clock.now(),
      settings: await readAnalysisSettings(ctx),
      memory,
    });
    onProgress("composing actions");
    const recommended = recommendActions({
      analysis,
      analysisId,
      orgId: ctx.orgId,
      now: ctx.clock.now(),
      ids: () => uuidv7(ctx.clock.now()),
      settings: await readRecommenderSettings(ctx),
    });
    const contacted = new Set(memory.lastContacts.map(({ partnerId }) => partnerId));
    const riskFactsOf = (action: ActionProtocol): RiskFacts =>
      riskFacts(action, recommended.amountsAtStake.get(action.action_id), contacted);
    const outcome = await proposeAll(ctx, recommended.actions, riskFactsOf, onProgress);
    const notProposed = [...recommended.notProposed, ...outcome.notProposed];
    const whole = { ...analysis, notChased: [...analysis.notChased, ...(await vanished(ctx, analysis, { ...outcome, notProposed }))] };
    const alertsRaised = await keep(ctx, analysisId, whole, outcome.proposed.length);
    return { analysisId, analysis: whole, alertsRaised, ...outcome, notProposed };
  } catch (thrown) {
    const error = asAiCooError(thrown);
    await withTransaction(ctx, (inner) => failAnalysisResult(inner, { id: analysisId, error: error.message }));
    throw error;
  }
}

export type RiskFacts = NonNullable<ProposeActionInput["riskFacts"]>;

/** What policy raises the risk by and the document does not say. */
export function riskFacts(action: ActionProtocol, amount: number | undefined, contacted: ReadonlySet<number>): RiskFacts {
  const partnerId = action.affected_records.partner_id;
  // the customer's own domain is that of the address it is written to first; a copy to another one leaves the house
  const first = action.external_effects.find(({ recipient_role }) => recipient_role === "to")?.recipient;
  return {
    ...(amount === undefined ? {} : { amount }),
    firstContact: partnerId !== undefined && !contacted.has(partnerId),
    ...(first === undefined ? {} : { customerDomains: [first.slice(first.lastIndexOf("@") + 1)] }),
  };
}

type Proposals = Pick<AnalysisRun, "proposed" | "alreadyKnown" | "notProposed">;

/** Proposals between two words of progress. */
const PROGRESS_EVERY = 25;

/** Each in a transaction of its own: one that is refused does not take the others along. */
async function proposeAll(
  ctx: Context,
  actions: readonly ActionProtocol[],
  riskFactsOf: (action: ActionProtocol) => RiskFacts,
  onProgress: (text: string) => void,
): Promise<Proposals> {
  const proposed: ActionProtocol[] = [];
  const alreadyKnown: AnalysisRun["alreadyKnown"][number][] = [];
  const notProposed: Refusal[] = [];
  for (const [index, action] of actions.entries()) {
    if (index % PROGRESS_EVERY === 0) onProgress(`proposing ${index + 1} of ${actions.length}`);
    try {
      const result = await proposeAction({ ctx, input: { action, riskFacts: riskFactsOf(action) } });
      if (result.proposed) proposed.push(action);
      else if (result.reason === "type_off") notProposed.push(refusalOf(action, result.sentence));
      else alreadyKnown.push({ action, result });
    } catch (thrown) {
      notProposed.push(refusalOf(action, asAiCooError(thrown).message));
    }
  }
  return { proposed, alreadyKnown, notProposed };
}

function refusalOf(action: ActionProtocol, sentence: string): Refusal {
  return { ...debtOf(action), actionType: action.action_type, partnerName: action.affected_records.partner_name ?? "", sentence };
}

/** The overdue customers for whom nothing stands although the analysis found something to do. */
async function vanished(
  ctx: Context,
  analysis: FinancialAnalysis,
  { proposed, alreadyKnown, notProposed }: Proposals,
): Promise<NotChased[]> {
  const reasons = await withTransaction(ctx, (inner) =>
    statusReasons(
      inner,
      alreadyKnown.map(({ result }) => result.existing.actionId),
    ),
  );
  const known = alreadyKnown.flatMap(({ action, result: { existing } }): Unproposed[] => {
    const debt = debtOf(action);
    if (debt === undefined) return [];
    const statusReason = reasons.get(existing.actionId) ?? null;
    return [{ ...debt, cause: { kind: "known", status: existing.status, statusReason } }];
  });
  const refused = notProposed.flatMap(({ actionType, partnerId, companyId, currency, sentence }): Unproposed[] =>
    // Thanks that could not be composed say nothing about what is overdue.
    actionType === "send_payment_confirmation" || partnerId === undefined || companyId === undefined || currency === undefined
      ? []
      : [{ partnerId, companyId, currency, cause: { kind: "not_composed", sentence } }],
  );
  return notChasedAfterAll(
    analysis,
    proposed.flatMap((action) => debtOf(action) ?? []),
    [...known, ...refused],
  );
}

/** The figures, the alerts and the audit's entry in one transaction: the run is there as a whole or not at all. */
async function keep(ctx: Context, analysisId: string, analysis: FinancialAnalysis, proposed: number): Promise<number> {
  return withTransaction(ctx, async (inner) => {
    const { metrics, notChased, alerts, overdueCustomers, paidInvoices } = analysis;
    await finishAnalysisResult(inner, {
      id: analysisId,
      findings: asJson({ overdueCustomers, paidInvoices, alerts }),
      metrics: [...metrics].map(asJson),
      notChased: [...notChased].map(asJson),
    });
    const raised = await keepAlerts(inner, analysisId, alerts);
    await keepHolds(inner, analysis);
    const facts = {
      analysis_id: analysisId,
      proposed,
      overdue_customers: overdueCustomers.length,
      not_chased: notChased.length,
      alerts_raised: raised,
    };
    await appendAuditEvent(inner, { kind: "analysis.finished", facts });
    await appendDomainEvents(inner, [{ kind: "analysis.finished", payload: facts }]);
    return raised;
  });
}

/** Raises what is new, resolves what is gone; returns how many are new. */
async function keepAlerts(ctx: TxContext, analysisId: string, alerts: readonly AlertFinding[]): Promise<number> {
  let raised = 0;
  for (const { kind, factKey, severity, title, ...detail } of alerts) {
    const result = await raiseAlert(ctx, { kind, factKey, severity, title, detail: asJson(detail), analysisId });
    if (result.raised) raised += 1;
  }
  await resolveAlertsGone(ctx, { kinds: ALERT_KINDS, stillThere: alerts.map(({ factKey }) => factKey) });
  return raised;
}

/** Findings are plain data; the detour drops what JSON cannot hold. */
const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
