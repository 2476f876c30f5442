import { sumMoney } from "#src/lib/money.ts";
import { dayIn } from "./calendar.ts";
import type { AlertFinding, AlertKind, AlertSeverity, AnsweredDebt, CompanyMetrics, CompanyRef, FigureAlertKind } from "./findings.ts";
import type { AnalysisSettings } from "./settings.ts";

type Rule = (metrics: CompanyMetrics, settings: AnalysisSettings) => AlertFinding | null;

/** One rule per kind of alert; a threshold of null turns a rule off. */
const RULES = {
  cash_runway_short: ({ company, cash, runway }, { alerts }) => {
    const threshold = alerts.runwayMonthsBelow;
    if (threshold === null || runway.months === null || runway.months >= threshold) return null;
    return alert("cash_runway_short", company, {
      severity: runway.months < threshold / 3 ? "critical" : "warning",
      title: `Cash lasts ${runway.months} months`,
      sentence: `${money(cash.total, company)} in bank and cash, ${money(runway.averageMonthlyOutflow, company)} going out per month.`,
      measured: runway.months,
      threshold,
      unit: "months",
      evidence: [
        { label: "Bank and cash", value: money(cash.total, company) },
        { label: `Average monthly outflow, last ${runway.monthsMeasured} months`, value: money(runway.averageMonthlyOutflow, company) },
      ],
    });
  },
  receivables_over_60_share: ({ company, receivables }, { alerts }) => {
    const threshold = alerts.receivablesOver60Share;
    const old = sumMoney([receivables.buckets["61_90"], receivables.buckets.over_90], company.currency.decimals);
    const share = receivables.total > 0 ? old / receivables.total : 0;
    if (threshold === null || share <= threshold) return null;
    return alert("receivables_over_60_share", company, {
      severity: "warning",
      title: `${percent(share)} of receivables are overdue for more than 60 days`,
      sentence: `${money(old, company)} of ${money(receivables.total, company)} is overdue for more than 60 days.`,
      measured: Math.round(share * 1000) / 1000,
      threshold,
      unit: "share",
      evidence: [
        { label: "Overdue for more than 60 days", value: money(old, company) },
        { label: "Receivables", value: money(receivables.total, company) },
      ],
    });
  },
  receivables_over_90: (metrics, { alerts }) => over90("receivables_over_90", "receivables", metrics, alerts.receivablesOver90),
  payables_over_90: (metrics, { alerts }) => over90("payables_over_90", "payables", metrics, alerts.payablesOver90),
  working_capital_negative: ({ company, workingCapital }, { alerts }) => {
    const threshold = alerts.workingCapitalBelow;
    if (threshold === null || workingCapital === null || workingCapital.net >= threshold) return null;
    return alert("working_capital_negative", company, {
      severity: "critical",
      title: `Working capital is ${money(workingCapital.net, company)}`,
      sentence: `Current assets of ${money(workingCapital.currentAssets, company)} stand against current liabilities of ${money(workingCapital.currentLiabilities, company)}.`,
      measured: workingCapital.net,
      threshold,
      unit: "money",
      evidence: [
        { label: "Current assets", value: money(workingCapital.currentAssets, company) },
        { label: "Current liabilities", value: money(workingCapital.currentLiabilities, company) },
      ],
    });
  },
  customer_concentration: ({ company, largestCustomers }, { alerts }) => {
    const threshold = alerts.customerShareAbove;
    const largest = largestCustomers[0];
    if (threshold === null || largest === undefined || largest.share <= threshold) return null;
    return alert("customer_concentration", company, {
      key: `partner:${largest.partnerId}`,
      severity: "warning",
      title: `${largest.name} owes ${percent(largest.share)} of all receivables`,
      sentence: `${largest.name} owes ${money(largest.amount, company)}, ${percent(largest.share)} of what customers owe.`,
      measured: largest.share,
      threshold,
      unit: "share",
      evidence: [{ label: largest.name, value: money(largest.amount, company), record: { model: "res.partner", id: largest.partnerId } }],
    });
  },
  bank_not_reconciled: ({ company, bank }, { freshness }) => {
    if (!bank.isStale) return null;
    return alert("bank_not_reconciled", company, {
      key: `since:${bank.newestEntry ?? "never"}`,
      severity: "warning",
      title: "The bank is not up to date: reminders are held",
      sentence: `${bankSentence(bank.newestEntry)} Reminders of ${company.name} are held until it is.`,
      measured: bank.businessDaysOld ?? 0,
      threshold: freshness.businessDays,
      unit: "business_days",
      evidence: [{ label: "Newest reconciled bank line", value: bank.newestEntry ?? "none" }],
    });
  },
} satisfies Record<FigureAlertKind, Rule>;

/** What a company's figures give reason to be told. The same fact has the same key in every run. */
export function findAlerts(metrics: CompanyMetrics, settings: AnalysisSettings): AlertFinding[] {
  return Object.values<Rule>(RULES).flatMap((rule) => rule(metrics, settings) ?? []);
}

/** That a customer has answered its reminders: nobody is reminded any more, so a person has to look. */
export function answeredAlert({ company, partnerId, partnerName, currency, at, invoiceIds }: AnsweredDebt): AlertFinding {
  const count = invoiceIds.length;
  return alert("customer_answered", company, {
    key: `partner:${partnerId}:${currency.code}:${at}`,
    severity: "warning",
    title: `${partnerName} answered: the reminders have ended`,
    sentence: `The customer answered on ${dayIn(company.timezone, new Date(at))}; ${count} ${count === 1 ? "invoice is" : "invoices are"} overdue and not asked for any more until a person starts that again.`,
    measured: count,
    threshold: 0,
    unit: "invoices",
    evidence: [{ label: "Customer", value: partnerName, record: { model: "res.partner", id: partnerId } }],
  });
}

/** Said of a company whose bank is stale, in alerts and in the list of customers that are not chased. */
export function bankSentence(newestEntry: string | null): string {
  return newestEntry === null ? "The bank has never been reconciled." : `The bank has not been reconciled since ${newestEntry}.`;
}

/** An amount for people to read in alerts and reasons, such as `1,234.50 EUR`; messages to customers use their own language. */
export function money(amount: number, { currency }: { readonly currency: { readonly code: string; readonly decimals: number } }): string {
  const digits = { minimumFractionDigits: currency.decimals, maximumFractionDigits: currency.decimals };
  return `${amount.toLocaleString("en", digits)} ${currency.code}`;
}

function over90(
  kind: "receivables_over_90" | "payables_over_90",
  side: "receivables" | "payables",
  metrics: CompanyMetrics,
  threshold: number | null,
): AlertFinding | null {
  const { company } = metrics;
  const amount = metrics[side].buckets.over_90;
  if (threshold === null || amount <= threshold) return null;
  return alert(kind, company, {
    severity: "warning",
    title: `${money(amount, company)} of ${side} overdue for more than 90 days`,
    sentence: `${money(amount, company)} of ${money(metrics[side].total, company)} ${side} is overdue for more than 90 days.`,
    measured: amount,
    threshold,
    unit: "money",
    evidence: [
      { label: "Overdue for more than 90 days", value: money(amount, company) },
      { label: `All ${side}`, value: money(metrics[side].total, company) },
    ],
  });
}

type AlertParts = Omit<AlertFinding, "kind" | "factKey" | "companyId" | "currency" | "severity"> & {
  readonly severity: AlertSeverity;
  readonly key?: string;
};

export function alert(kind: AlertKind, company: CompanyRef, { key, ...parts }: AlertParts): AlertFinding {
  const factKey = [kind, "company", company.id, ...(key === undefined ? [] : [key])].join(":");
  return { kind, factKey, companyId: company.id, currency: company.currency, ...parts };
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
