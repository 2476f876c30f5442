import { ANALYZERS, type Analysis, type AnalysisKind } from "#src/analyzers/index.ts";
import type { Context } from "#src/db/index.ts";
import type { Composed, FollowUpComposer, FollowUpView } from "#src/followups/index.ts";
import { sparing, type LanguageModel } from "#src/llm/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { CONTEXT_MODELS, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";
import {
  recommendAction,
  recommendWithModel,
  type AcceptanceRecord,
  type AdviseOptions,
  type Recommendation,
  type RecommenderSettings,
} from "#src/recommender/index.ts";
import { endingOf } from "./followUpEndings.ts";
import { readOutreachMemory } from "./outreachMemory.ts";
import { readAcceptance } from "./acceptance.ts";
import { priorityOf, riskFacts, type RiskFacts } from "./proposals.ts";
import { readAnalysisSettings, readRecommenderSettings } from "./settings.ts";
import { standingKeys } from "./standingKeys.ts";

/** The analysis that finds what an action type asks for. */
const ANALYSIS_OF = {
  send_invoice_reminder: "financial",
  send_payment_confirmation: "financial",
  create_collection_task: "financial",
  escalate_overdue_invoice: "financial",
  follow_up_on_stale_deal: "sales",
  send_deal_check_in: "sales",
  update_deal_stage: "sales",
  schedule_customer_check_in: "sales",
  create_follow_up_task: "sales",
  flag_at_risk_project: "operations",
} as const satisfies Record<ActionType, AnalysisKind>;

/** Findings are not cut off at a run's limit when one of them is asked for by name. */
const NO_LIMIT = 5_000;

/**
 * Closes follow-ups whose matter has ended, each over facts of its own, and composes the others by what the analyses find now: a
 * reminder that was put off until Friday goes out on Friday only if the analysis of Friday asks for it. The words of a message are
 * the model's, as in an analysis, and the playbook's where it gives none, which the card says. Each side of the company is read
 * once for all follow-ups of a run, so each run has a composer of its own.
 */
export function followUpComposer(
  ctx: Context,
  reader: OdooReader,
  { model, signal }: { readonly model: LanguageModel | null; readonly signal?: AbortSignal },
): FollowUpComposer {
  const asked = model === null ? null : sparing(model);
  const readings = new Map<AnalysisKind, Promise<Found>>();
  const read = (kind: AnalysisKind): Promise<Found> => {
    const reading =
      readings.get(kind) ??
      // a reading that failed is not kept: the next follow-up asks again
      findNow(ctx, reader, kind).catch((error: unknown) => {
        readings.delete(kind);
        throw error;
      });
    readings.set(kind, reading);
    return reading;
  };
  return {
    async compose(followUp): Promise<Composed> {
      const ended = await endingOf(ctx, reader, followUp);
      if (ended !== null) return { kind: "nothing", reason: ended };
      const kind = followUp.contextType === "task" ? "operations" : ANALYSIS_OF[followUp.actionType];
      return composedFrom(ctx, await read(kind), followUp, { model: asked, ...(signal === undefined ? {} : { signal }) });
    },
  };
}

interface Found {
  readonly analysis: Analysis;
  readonly settings: RecommenderSettings;
  readonly acceptance: AcceptanceRecord;
  readonly contacted: ReadonlySet<number>;
}

async function findNow(ctx: Context, reader: OdooReader, kind: AnalysisKind): Promise<Found> {
  const memory = await readOutreachMemory(ctx);
  const settings = await readAnalysisSettings(ctx);
  const analysis = await ANALYZERS[kind]({
    reader,
    now: ctx.clock.now(),
    settings: {
      ...settings,
      customers: { ...settings.customers, maxPerRun: NO_LIMIT },
      deals: { ...settings.deals, maxPerRun: NO_LIMIT },
      projects: { ...settings.projects, maxPerRun: NO_LIMIT },
    },
    // the check-in that is due now is the very one that was scheduled
    memory: { ...memory, acted: memory.acted.filter(({ actionType }) => actionType !== "schedule_customer_check_in") },
  });
  return {
    analysis,
    settings: await readRecommenderSettings(ctx),
    acceptance: await readAcceptance(ctx),
    contacted: new Set(memory.lastContacts.map(({ partnerId }) => partnerId)),
  };
}

async function composedFrom(
  ctx: Context,
  { analysis, settings, acceptance, contacted }: Found,
  followUp: FollowUpView,
  asked: Pick<AdviseOptions, "model" | "signal">,
): Promise<Composed> {
  const input = { orgId: ctx.orgId, now: ctx.clock.now(), ids: () => uuidv7(ctx.clock.now()), settings };
  const composed = (action: ActionProtocol, amount: number | undefined, priorities: Recommendation["priorities"]): Composed => {
    const facts: RiskFacts = riskFacts(action, amount, contacted);
    return { kind: "action", action, riskFacts: facts, ...priorityOf(action, priorities) };
  };
  if (analysis.kind === "sales" && followUp.actionType === "create_follow_up_task" && followUp.contextType === "customer") {
    const quiet = analysis.quietCustomers.find(({ customer }) => customer.partnerId === followUp.contextId);
    if (quiet === undefined) return nothing(analysis, followUp, undefined);
    const result = recommendAction("create_follow_up_task", quiet, input);
    return "action" in result ? composed(result.action, result.amountAtStake, new Map()) : nothing(analysis, followUp, result.refused);
  }
  const isIt = (one: ActionProtocol): boolean => one.action_type === followUp.actionType && isAbout(one, followUp);
  const recommended = await recommendWithModel(
    { ...input, analysis, acceptance },
    { ...asked, mostDrafts: 1, only: isIt, standing: (keys) => standingKeys(ctx, keys) },
  );
  const action = recommended.actions.find(isIt);
  if (action !== undefined) return composed(action, recommended.amountsAtStake.get(action.action_id), recommended.priorities);
  const refused = recommended.notProposed.find(
    ({ actionType, partnerId }) =>
      actionType === followUp.actionType && followUp.contextType === "customer" && partnerId === followUp.contextId,
  );
  return nothing(analysis, followUp, refused?.sentence);
}

/** Why nothing is proposed, in the analysis' own words where it has some. */
function nothing(analysis: Analysis, followUp: FollowUpView, refused: string | undefined): Composed {
  if (refused === undefined && owesNothing(analysis, followUp)) {
    return { kind: "nothing", reason: "Nothing that the customer owes is overdue any more." };
  }
  const why = refused ?? leftAlone(analysis, followUp);
  return { kind: "nothing", reason: `The facts do not call for it now${why === undefined ? "." : `: ${why}`}` };
}

/** Whether a follow-up about a customer's debt has lost its matter. */
function owesNothing(analysis: Analysis, { contextType, contextId, actionType }: FollowUpView): boolean {
  if (analysis.kind !== "financial" || contextType !== "customer" || actionType === "send_payment_confirmation") return false;
  const owing = [...analysis.overdueCustomers.map(({ customer }) => customer), ...analysis.notChased];
  return !owing.some(({ partnerId }) => partnerId === contextId);
}

function leftAlone(analysis: Analysis, { contextType, contextId, actionType }: FollowUpView): string | undefined {
  if (analysis.kind === "financial") {
    return contextType === "customer" ? analysis.notChased.find(({ partnerId }) => partnerId === contextId)?.sentence : undefined;
  }
  const model = CONTEXT_MODELS[contextType];
  const about = analysis.held.filter(({ record }) => record.model === model && record.id === contextId);
  return (about.find((held) => held.actionType === actionType) ?? about[0])?.sentence;
}

/** Whether an action is about the record that a follow-up is about. */
function isAbout({ affected_records: records }: ActionProtocol, { contextType, contextId }: FollowUpView): boolean {
  if (contextType === "customer") return records.partner_id === contextId;
  return records.model === CONTEXT_MODELS[contextType] && records.ids.includes(contextId);
}
