import type { FinancialAnalysis, Hold, HoldReason, NotChased, OverdueCustomerFinding } from "#src/analyzers/findings.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";

/** Which customer's debt something is about. */
export interface DebtRef {
  readonly partnerId: number;
  readonly companyId: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Why a debt got no new action: a candidate that stands already, or that came to nothing. */
export interface Unproposed extends DebtRef {
  readonly cause:
    | { readonly kind: "known"; readonly status: string; readonly statusReason: string | null }
    | { readonly kind: "not_composed"; readonly sentence: string };
}

export const keyOf = ({ partnerId, companyId, currency }: DebtRef): string => `${partnerId}:${companyId}:${currency}`;

/** The debt that an action is about; undefined for one that is about none. */
export function debtOf({ affected_records: records, evidence, estimated_impact: impact }: ActionProtocol): DebtRef | undefined {
  const partnerId = records.partner_id;
  const companyId = evidence.find(({ record }) => record?.model === "res.company")?.record?.id;
  const currency = impact?.cash_in?.currency;
  return partnerId === undefined || companyId === undefined || currency === undefined ? undefined : { partnerId, companyId, currency };
}

/**
 * The customers for whom the analysis found something to do and nothing stands to be decided: with the reasons, so
 * that every overdue customer is in the list of actions or in this one.
 */
export function notChasedAfterAll(
  analysis: FinancialAnalysis,
  proposed: readonly DebtRef[],
  unproposed: readonly Unproposed[],
): NotChased[] {
  const acted = new Set(proposed.map(keyOf));
  const causes = Map.groupBy(unproposed, keyOf);
  return analysis.overdueCustomers.flatMap((finding): NotChased[] => {
    const key = keyOf({ partnerId: finding.customer.partnerId, companyId: finding.company.id, currency: finding.currency.code });
    if (acted.has(key)) return [];
    const found = (causes.get(key) ?? []).map(holdOf);
    const holds = found.length > 0 ? found : [hold("not_composed", "No action could be composed for what is overdue.")];
    return [entryOf(finding, [...holds, ...(finding.reminderHeld === null ? [] : [finding.reminderHeld])])];
  });
}

function entryOf(finding: OverdueCustomerFinding, holds: readonly Hold[]): NotChased {
  const { company, customer, currency, invoices, omittedInvoices, total, totalCompany, daysOverdue, previousReminder, next } = finding;
  return {
    companyId: company.id,
    companyName: company.name,
    partnerId: customer.partnerId,
    partnerName: customer.name,
    currency,
    total,
    totalCompany,
    invoiceCount: invoices.length + omittedInvoices,
    daysOverdue,
    previousReminder,
    next,
    reason: holds[0]!.reason,
    sentence: holds[0]!.sentence,
    holds,
  };
}

const hold = (reason: HoldReason, sentence: string): Hold => ({ reason, sentence, until: null, record: null });

/** What became of the action that has the same key, which names the day. */
const ENDED: Readonly<Record<string, string>> = {
  blocked: "Blocked today",
  failed: "Failed today",
  cancelled: "Cancelled today",
  expired: "Expired today",
  completed: "Carried out today",
};

function holdOf({ cause }: Unproposed): Hold {
  if (cause.kind === "not_composed") return hold("not_composed", cause.sentence);
  const why = cause.statusReason === null ? "." : `: ${cause.statusReason}`;
  if (cause.status === "rejected") return hold("rejected", `Rejected today by a person${why}`);
  const ended = ENDED[cause.status];
  return ended === undefined
    ? hold("pending_action", "An action for this customer is already waiting.")
    : hold("ended_today", `${ended}${why}`);
}
