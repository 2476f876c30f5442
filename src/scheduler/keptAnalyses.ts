import {
  FINANCIAL_ALERT_KINDS,
  OPERATIONS_ALERT_KINDS,
  type AlertFinding,
  type AlertKind,
  type AnalysisByKind,
  type AnalysisKind,
  type AnalysisSettings,
  type FinancialAnalysis,
  type NotChased,
} from "#src/analyzers/index.ts";
import { statusReasons } from "#src/db/access/outreachMemory.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { endPassedCommitments, keepAllCommitmentHolds } from "./commitments.ts";
import { keepReplies } from "./replies.ts";
import { keepHolds } from "./holds.ts";
import type { Proposals } from "./proposals.ts";
import { debtOf, notChasedAfterAll, type Unproposed } from "./unproposed.ts";

/** What is kept of an analysis of one kind, besides what all have in common. */
interface Keeper<Analysis> {
  /** What is settled before Odoo is read, because the analysis builds on it. */
  readonly before?: (input: { readonly ctx: Context; readonly reader: OdooReader; readonly settings: AnalysisSettings }) => Promise<void>;
  /** The analysis with what only the proposals tell. */
  readonly complete: (ctx: Context, analysis: Analysis, proposals: Proposals) => Promise<Analysis>;
  /** What is stored: all that was found, and of whom nothing is wanted. */
  readonly stored: (analysis: Analysis) => { readonly findings: object; readonly leftAlone: readonly object[] };
  readonly alerts: (analysis: Analysis) => readonly AlertFinding[];
  /** The kinds that this analysis resolves when their fact is gone. */
  readonly alertKinds: readonly AlertKind[];
  /** Figures for the audit and the live page; no names. */
  readonly figures: (analysis: Analysis) => Readonly<Record<string, number>>;
  /** What else is to be done in the transaction that keeps it. */
  readonly within?: (ctx: TxContext, analysis: Analysis, settings: AnalysisSettings) => Promise<void>;
}

/** Each kind's way of being kept. */
export const KEEPERS: { readonly [Kind in AnalysisKind]: Keeper<AnalysisByKind[Kind]> } = {
  financial: {
    before: async ({ ctx, reader, settings }) => {
      await endPassedCommitments(ctx, reader, settings);
    },
    complete: async (ctx, analysis, proposals) => ({
      ...analysis,
      notChased: [...analysis.notChased, ...(await vanished(ctx, analysis, proposals))],
    }),
    stored: ({ overdueCustomers, paidInvoices, alerts, notChased }) => ({
      findings: { overdueCustomers, paidInvoices, alerts },
      leftAlone: notChased,
    }),
    alerts: ({ alerts }) => alerts,
    alertKinds: FINANCIAL_ALERT_KINDS,
    figures: ({ overdueCustomers, notChased }) => ({ overdue_customers: overdueCustomers.length, not_chased: notChased.length }),
    within: async (inner, analysis, settings) => {
      await keepReplies(inner, analysis, settings.reminders.daysAfterReply);
      await keepAllCommitmentHolds(inner);
      await keepHolds(inner, analysis);
    },
  },
  sales: {
    complete: async (_ctx, analysis) => analysis,
    stored: ({ staleDeals, closingDeals, stageDrifts, wonDeals, quietCustomers, held }) => ({
      findings: { staleDeals, closingDeals, stageDrifts, wonDeals, quietCustomers },
      leftAlone: held,
    }),
    alerts: () => [],
    alertKinds: [],
    figures: ({ staleDeals, closingDeals, stageDrifts, wonDeals, quietCustomers, held }) => ({
      stale_deals: staleDeals.length,
      closing_deals: closingDeals.length,
      stage_drifts: stageDrifts.length,
      won_deals: wonDeals.length,
      quiet_customers: quietCustomers.length,
      held: held.length,
    }),
  },
  operations: {
    complete: async (_ctx, analysis) => analysis,
    stored: ({ projectsAtRisk, ownerlessTasks, alerts, held }) => ({
      findings: { projectsAtRisk, ownerlessTasks, alerts },
      leftAlone: held,
    }),
    alerts: ({ alerts }) => alerts,
    alertKinds: OPERATIONS_ALERT_KINDS,
    figures: ({ projectsAtRisk, ownerlessTasks, held }) => ({
      projects_at_risk: projectsAtRisk.length,
      ownerless_tasks: ownerlessTasks.length,
      held: held.length,
    }),
  },
};

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
    actionType === "send_payment_confirmation" || typeof partnerId !== "number" || companyId === undefined || currency === undefined
      ? []
      : [{ partnerId, companyId, currency, cause: { kind: "not_composed", sentence } }],
  );
  return notChasedAfterAll(
    analysis,
    proposed.flatMap((action) => debtOf(action) ?? []),
    [...known, ...refused],
  );
}
