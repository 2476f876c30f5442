import {
  analysisSettingsSchema,
  analyzeFinancials,
  EMPTY_MEMORY,
  type FinancialAnalysis,
  type NotChased,
  type OutreachMemory,
  type OverdueCustomerFinding,
} from "#src/analyzers/index.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { buildCompany, startSimulator, type CompanyBuilder, type Release, type Simulator } from "#simulator/index.ts";

/** A Monday morning; "today" in every mini company. */
export const NOW = new Date("2026-06-15T09:00:00Z");

interface RunOptions {
  readonly settings?: unknown;
  readonly memory?: Partial<OutreachMemory>;
  readonly now?: Date;
}

/** A mini company on a running server, and the analysis of it through the restricted user. */
export interface Lab extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly reader: OdooReader;
  analyse(options?: RunOptions): Promise<FinancialAnalysis>;
}

export async function openLab(release: Release, build: (company: CompanyBuilder) => void): Promise<Lab> {
  const simulator = await startSimulator({ release, company: buildCompany(build), now: () => NOW });
  const connection = connectOdoo({ url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey });
  return {
    simulator,
    reader: connection.reader,
    analyse: ({ settings = {}, memory = {}, now = NOW } = {}) =>
      analyzeFinancials({
        reader: connection.reader,
        now,
        settings: analysisSettingsSchema.parse(settings),
        memory: { ...EMPTY_MEMORY, ...memory },
      }),
    async [Symbol.asyncDispose]() {
      await connection.close();
      await simulator.stop();
    },
  };
}

/** The finding about a customer, of the currency if there are several. */
export function findingOf(analysis: FinancialAnalysis, name: string, currency?: string): OverdueCustomerFinding | undefined {
  return analysis.overdueCustomers.find(
    (finding) => finding.customer.name === name && (currency === undefined || finding.currency.code === currency),
  );
}

export function notChasedOf(analysis: FinancialAnalysis, name: string): NotChased[] {
  return analysis.notChased.filter(({ partnerName }) => partnerName === name);
}

/** All customers of an analysis by name: the reminder's level, or the reason why not. */
export function outcome(analysis: FinancialAnalysis): Record<string, string> {
  const steps = analysis.overdueCustomers.map(({ customer, currency, reminder, collection, escalation }) => [
    `${customer.name} ${currency.code}`,
    [reminder === null ? null : `level ${reminder.level}`, collection && "collection", escalation && `escalate: ${escalation.cause}`]
      .filter((step) => step !== null)
      .join(", "),
  ]);
  const held = analysis.notChased.map(({ partnerName, currency, reason }) => [`${partnerName} ${currency.code}`, reason]);
  return Object.fromEntries([...steps, ...held]) as Record<string, string>;
}
