import { readScopes } from "./companies.ts";
import type {
  AlertFinding,
  HeldCandidate,
  OperationsAnalysis,
  OwnerlessTasksFinding,
  ProjectAtRiskFinding,
  WorkMetrics,
} from "./findings.ts";
import { loadAlerts, readLoad } from "./operations/load.ts";
import { analyseOwnerlessTasks } from "./operations/ownerlessTasks.ts";
import { analyseProjects } from "./operations/projects.ts";
import { taskWords } from "./operations/tasks.ts";
import { rememberRecords } from "./recordMemory.ts";
import type { AnalysisInput } from "./run.ts";

/**
 * The projects of every company that are likely to go wrong, the overdue tasks that belong to nobody, and the people
 * who have more than they can do. Reads only, deterministic for the same Odoo, moment, settings and memory; everything
 * is empty where Project is not installed.
 * @throws AiCooError `odoo_*` when Odoo cannot be read, `invalid_input` when the settings name an unknown company.
 */
export async function analyzeOperations(input: AnalysisInput): Promise<OperationsAnalysis> {
  const { reader, now, settings, memory } = input;
  const scopes = await readScopes(input);
  const metrics: WorkMetrics[] = [];
  const alerts: AlertFinding[] = [];
  const projectsAtRisk: ProjectAtRiskFinding[] = [];
  const ownerlessTasks: OwnerlessTasksFinding[] = [];
  const held: HeldCandidate[] = [];
  if (await reader.hasModel("project.task")) {
    const words = await taskWords(reader);
    const [projects, tasks] = [rememberRecords(memory, "project.project"), rememberRecords(memory, "project.task")];
    for (const [index, run] of scopes.entries()) {
      const isFirst = index === 0;
      const load = await readLoad(run, isFirst, words);
      const risky = await analyseProjects(run, { isFirst, words, memory: projects });
      const ownerless = await analyseOwnerlessTasks(run, { isFirst, words, memory: tasks });
      metrics.push(load);
      alerts.push(...loadAlerts(run, load));
      projectsAtRisk.push(...risky.findings);
      ownerlessTasks.push(...ownerless.findings);
      held.push(...risky.held, ...ownerless.held);
    }
  }
  return {
    kind: "operations",
    analysedAt: now.toISOString(),
    companyIds: scopes.map(({ company }) => company.id),
    timezone: scopes[0]?.company.timezone ?? settings.timezone ?? "UTC",
    metrics,
    alerts,
    projectsAtRisk,
    ownerlessTasks,
    held,
  };
}
