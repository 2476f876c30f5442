import {
  ANALYZERS,
  type AlertFinding,
  type AlertKind,
  type AnalysisByKind,
  type AnalysisInput,
  type AnalysisKind,
  type AnalysisSettings,
} from "#src/analyzers/index.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { raiseAlert, resolveAlertsGone } from "#src/db/access/alerts.ts";
import { failAnalysisResult, finishAnalysisResult, startAnalysisResult } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import type { LanguageModel } from "#src/llm/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { recommendWithModel } from "#src/recommender/index.ts";
import { readAcceptance } from "./acceptance.ts";
import { KEEPERS } from "./keptAnalyses.ts";
import { readOutreachMemory } from "./outreachMemory.ts";
import { proposeAll, riskFacts, type Proposals, type RiskFacts } from "./proposals.ts";
import { readAnalysisSettings, readRecommenderSettings } from "./settings.ts";
import { standingKeys } from "./standingKeys.ts";

export interface RunAnalysisOptions {
  readonly ctx: Context;
  readonly reader: OdooReader;
  /** Orders, explains and drafts; the playbook alone where there is none. */
  readonly model?: LanguageModel | null;
  /** Ends the asking of a model; what is composed is proposed all the same. */
  readonly signal?: AbortSignal;
  /** Called with what is being done, for long runs. */
  readonly onProgress?: (text: string) => void;
}

/** What one run of an analysis came to. */
export interface AnalysisRun<Kind extends AnalysisKind = AnalysisKind> extends Proposals {
  readonly kind: Kind;
  readonly analysisId: string;
  readonly analysis: AnalysisByKind[Kind];
  readonly alertsRaised: number;
}

/**
 * Reads a side of the company, proposes what should be done, and keeps the figures, the alerts and the list of what is
 * left alone, with the reasons. Safe to run at once with another run, late, or twice: what stands already is not
 * proposed again.
 * @throws what the reader throws; the run is then kept with its reason.
 */
export async function runAnalysis<Kind extends AnalysisKind>(
  kind: Kind,
  { ctx, reader, model = null, signal, onProgress = () => {} }: RunAnalysisOptions,
): Promise<AnalysisRun<Kind>> {
  const analysisId = `${kind}-${uuidv7(ctx.clock.now())}`;
  await withTransaction(ctx, (inner) => startAnalysisResult(inner, { id: analysisId, kind }));
  try {
    onProgress("reading Odoo");
    const settings = await readAnalysisSettings(ctx);
    await KEEPERS[kind].before?.({ ctx, reader, settings });
    const memory = await readOutreachMemory(ctx);
    const analyze = ANALYZERS[kind] as (input: AnalysisInput) => Promise<AnalysisByKind[Kind]>;
    const analysis = await analyze({ reader, now: ctx.clock.now(), settings, memory });
    onProgress("composing actions");
    const composing = await readRecommenderSettings(ctx);
    const recommended = await recommendWithModel(
      {
        analysis,
        analysisId,
        orgId: ctx.orgId,
        now: ctx.clock.now(),
        ids: () => uuidv7(ctx.clock.now()),
        settings: composing,
        acceptance: await readAcceptance(ctx),
      },
      {
        model,
        mostDrafts: composing.modelDraftsPerRun,
        standing: (keys) => standingKeys(ctx, keys),
        ...(signal === undefined ? {} : { signal }),
      },
    );
    const contacted = new Set(memory.lastContacts.map(({ partnerId }) => partnerId));
    const riskFactsOf = (action: ActionProtocol): RiskFacts =>
      riskFacts(action, recommended.amountsAtStake.get(action.action_id), contacted);
    const outcome = await proposeAll(ctx, recommended, riskFactsOf, onProgress);
    const proposals: Proposals = { ...outcome, notProposed: [...recommended.notProposed, ...outcome.notProposed] };
    const whole = await KEEPERS[kind].complete(ctx, analysis, proposals);
    const alertsRaised = await keep(ctx, { kind, analysisId, analysis: whole, settings, proposed: outcome.proposed.length });
    return { kind, analysisId, analysis: whole, alertsRaised, ...proposals };
  } catch (thrown) {
    const error = asAiCooError(thrown);
    await withTransaction(ctx, (inner) => failAnalysisResult(inner, { id: analysisId, error: error.message }));
    throw error;
  }
}

/** The figures, the alerts and the audit's entry in one transaction: the run is there as a whole or not at all. */
async function keep<Kind extends AnalysisKind>(
  ctx: Context,
  run: {
    readonly kind: Kind;
    readonly analysisId: string;
    readonly analysis: AnalysisByKind[Kind];
    readonly settings: AnalysisSettings;
    readonly proposed: number;
  },
): Promise<number> {
  const { kind, analysisId, analysis, settings, proposed } = run;
  const keeper = KEEPERS[kind];
  return withTransaction(ctx, async (inner) => {
    const { findings, leftAlone } = keeper.stored(analysis);
    await finishAnalysisResult(inner, {
      id: analysisId,
      findings: asJson(findings),
      metrics: [...analysis.metrics].map(asJson),
      notChased: [...leftAlone].map(asJson),
    });
    const raised = await keepAlerts(inner, analysisId, keeper.alerts(analysis), keeper.alertKinds);
    await keeper.within?.(inner, analysis, settings);
    const facts = { analysis_id: analysisId, proposed, ...keeper.figures(analysis), alerts_raised: raised };
    await appendAuditEvent(inner, { kind: "analysis.finished", facts });
    await appendDomainEvents(inner, [{ kind: "analysis.finished", payload: facts }]);
    return raised;
  });
}

/** Raises what is new, resolves what is gone; returns how many are new. */
async function keepAlerts(
  ctx: TxContext,
  analysisId: string,
  alerts: readonly AlertFinding[],
  kinds: readonly AlertKind[],
): Promise<number> {
  let raised = 0;
  for (const { kind, factKey, severity, title, ...detail } of alerts) {
    const result = await raiseAlert(ctx, { kind, factKey, severity, title, detail: asJson(detail), analysisId });
    if (result.raised) raised += 1;
  }
  if (kinds.length > 0) await resolveAlertsGone(ctx, { kinds, stillThere: alerts.map(({ factKey }) => factKey) });
  return raised;
}

/** Findings are plain data; the detour drops what JSON cannot hold. */
const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
