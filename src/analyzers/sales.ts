import { readScopes } from "./companies.ts";
import type {
  ClosingDealFinding,
  HeldCandidate,
  PipelineMetrics,
  QuietCustomerFinding,
  SalesAnalysis,
  StageDriftFinding,
  StaleDealFinding,
  WonDealFinding,
} from "./findings.ts";
import { rememberCustomers } from "./overdue/memory.ts";
import { rememberRecords } from "./recordMemory.ts";
import type { AnalysisInput } from "./run.ts";
import type { SalesRun } from "./sales/dossiers.ts";
import { analyseOpenDeals } from "./sales/openDeals.ts";
import { readPipeline } from "./sales/pipeline.ts";
import { analyseQuietCustomers } from "./sales/quietCustomers.ts";
import { analyseStageDrift } from "./sales/stageDrift.ts";
import { analyseWonDeals } from "./sales/wonDeals.ts";

/**
 * The deals of every company that ask for something, the customers that nobody was in touch with, and why nothing is
 * proposed for the others.
 *
 * Reads only, deterministic for the same Odoo, moment, settings and memory. Deals are streamed in pages; what is kept
 * grows with findings and reasons. Where CRM is not installed there are no deals, where accounting is not, no customers.
 * @throws AiCooError `odoo_*` when Odoo cannot be read, `invalid_input` when the settings name an unknown company.
 */
export async function analyzeSales(input: AnalysisInput): Promise<SalesAnalysis> {
  const { reader, now, settings, memory } = input;
  const scopes = await readScopes(input);
  const hasDeals = await reader.hasModel("crm.lead");
  const deals = rememberRecords(memory, "crm.lead");
  const customers = rememberRecords(memory, "res.partner");
  const contacts = rememberCustomers(memory);
  const contacted = new Set<number>();

  const metrics: PipelineMetrics[] = [];
  const staleDeals: StaleDealFinding[] = [];
  const closingDeals: ClosingDealFinding[] = [];
  const stageDrifts: StageDriftFinding[] = [];
  const wonDeals: WonDealFinding[] = [];
  const quietCustomers: QuietCustomerFinding[] = [];
  const held: HeldCandidate[] = [];
  for (const [index, scope] of scopes.entries()) {
    const run: SalesRun = { ...scope, isFirst: index === 0, deals, customers, contacts };
    if (hasDeals) {
      const pipeline = await readPipeline(run, run.isFirst);
      // an ordered deal is neither quiet nor about to close, whether or not its stage is moved now
      const drift = await analyseStageDrift(run);
      const open = await analyseOpenDeals(run, contacted, new Set(drift.orderedDealIds));
      const won = await analyseWonDeals(run);
      metrics.push({ ...pipeline, staleDeals: open.staleCount });
      stageDrifts.push(...drift.findings);
      staleDeals.push(...open.staleDeals);
      closingDeals.push(...open.closingDeals);
      wonDeals.push(...won.findings);
      held.push(...drift.held, ...open.held, ...won.held);
    }
    const quiet = await analyseQuietCustomers(run);
    quietCustomers.push(...quiet.findings);
    held.push(...quiet.held);
  }
  return {
    kind: "sales",
    analysedAt: now.toISOString(),
    companyIds: scopes.map(({ company }) => company.id),
    timezone: scopes[0]?.company.timezone ?? settings.timezone ?? "UTC",
    metrics,
    staleDeals,
    closingDeals,
    stageDrifts,
    wonDeals,
    quietCustomers,
    held,
  };
}
