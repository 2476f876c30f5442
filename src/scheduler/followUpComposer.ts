import { analyzeFinancials, type FinancialAnalysis } from "#src/analyzers/index.ts";
import type { Context } from "#src/db/index.ts";
import type { Composed, FollowUpComposer, FollowUpView } from "#src/followups/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { recommendActions, type Recommendation } from "#src/recommender/index.ts";
import { readAcceptance } from "./acceptance.ts";
import { priorityOf, riskFacts, type RiskFacts } from "./financialAnalysis.ts";
import { readOutreachMemory } from "./outreachMemory.ts";
import { readAnalysisSettings, readRecommenderSettings } from "./settings.ts";

/** What the financial analysis finds and its recommender composes. */
const FINANCIAL = ["send_invoice_reminder", "send_payment_confirmation", "create_collection_task", "escalate_overdue_invoice"] as const;
type Financial = (typeof FINANCIAL)[number];

interface Found {
  readonly analysis: FinancialAnalysis;
  readonly recommended: Recommendation;
  readonly riskFactsOf: (action: ActionProtocol) => RiskFacts;
}

/**
 * Composes due follow-ups by what the analysis finds now: a reminder that was put off until Friday goes out on Friday only if the
 * analysis of Friday asks for it. The company is read once for all follow-ups of a run, so each run has a composer of its own.
 */
export function followUpComposer(ctx: Context, reader: OdooReader): FollowUpComposer {
  let reading: Promise<Found> | undefined;
  return {
    async compose(followUp): Promise<Composed> {
      const actionType = FINANCIAL.find((known) => known === followUp.actionType);
      if (actionType === undefined) {
        return { kind: "nothing", reason: `This version composes no action of type ${followUp.actionType} by itself; a person has to.` };
      }
      // a reading that failed is not kept: the next follow-up asks again
      reading ??= findNow(ctx, reader).catch((error: unknown) => {
        reading = undefined;
        throw error;
      });
      return composedFrom(await reading, actionType, followUp);
    },
  };
}

async function findNow(ctx: Context, reader: OdooReader): Promise<Found> {
  const now = ctx.clock.now();
  const memory = await readOutreachMemory(ctx);
  const analysis = await analyzeFinancials({ reader, now, settings: await readAnalysisSettings(ctx), memory });
  const recommended = recommendActions({
    analysis,
    orgId: ctx.orgId,
    now,
    ids: () => uuidv7(ctx.clock.now()),
    settings: await readRecommenderSettings(ctx),
    acceptance: await readAcceptance(ctx),
  });
  const contacted = new Set(memory.lastContacts.map(({ partnerId }) => partnerId));
  return { analysis, recommended, riskFactsOf: (action) => riskFacts(action, recommended.amountsAtStake.get(action.action_id), contacted) };
}

function composedFrom({ analysis, recommended, riskFactsOf }: Found, actionType: Financial, followUp: FollowUpView): Composed {
  const action = recommended.actions.find((one) => one.action_type === actionType && isAbout(one, followUp));
  if (action !== undefined)
    return { kind: "action", action, riskFacts: riskFactsOf(action), ...priorityOf(action, recommended.priorities) };
  const { contextType, contextId } = followUp;
  const left = contextType === "customer" ? analysis.notChased.find(({ partnerId }) => partnerId === contextId) : undefined;
  const refused = recommended.notProposed.find((one) => one.actionType === actionType && one.partnerId === contextId);
  const why = left?.sentence ?? (contextType === "customer" ? refused?.sentence : undefined);
  return { kind: "nothing", reason: `The facts do not call for it now${why === undefined ? "." : `: ${why}`}` };
}

/** Whether an action is about the customer or the invoice that a follow-up is about. */
function isAbout({ affected_records: records }: ActionProtocol, { contextType, contextId }: FollowUpView): boolean {
  if (contextType === "customer") return records.partner_id === contextId;
  return contextType === "invoice" && records.model === "account.move" && records.ids.includes(contextId);
}
