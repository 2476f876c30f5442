import type { ProjectAtRiskFinding } from "#src/analyzers/findings.ts";
import type { Evidence, RevalidationCheck } from "#src/protocol/index.ts";
import { fieldEquals, recordExists } from "../checks.ts";
import { cleanLine } from "../clean.ts";
import { salespersonEvidence } from "../dealFacts.ts";
import type { Play } from "../draft.ts";
import { companyEvidence, customerEvidence } from "../facts.ts";
import { count } from "../format.ts";
import { customerName } from "../recipients.ts";

const projectName = ({ project }: ProjectAtRiskFinding): string => cleanLine(project.name, 120) || `Project ${project.id}`;

/** The note: what speaks for trouble, a line each. */
function noteOf(finding: ProjectAtRiskFinding): string {
  const signs = finding.signs.map(({ sentence }) => `- ${cleanLine(sentence, 400)}`);
  return [`${projectName(finding)} is at risk:`, ...signs].join("\n");
}

/** What the signs rest on, as far as it is a field of a record; counts of tasks are none. */
function signChecks({ project, signs }: ProjectAtRiskFinding): RevalidationCheck[] {
  const of = `project-${project.id}`;
  const field = (name: string) => ({ model: "project.project", id: project.id, field: name, of });
  return signs.flatMap(({ sign }): RevalidationCheck[] => {
    switch (sign) {
      case "deadline_passed":
        return [fieldEquals(field("date"), project.deadline, `Its deadline is still ${project.deadline ?? "not set"}`)];
      case "reported_off_track":
        return [fieldEquals(field("last_update_status"), project.reportedStatus, "It is still reported off track")];
      case "missed_milestone": {
        const milestone = project.missedMilestone;
        if (milestone === null) return [];
        const at = { model: "project.milestone", id: milestone.id, of: `milestone-${milestone.id}` };
        return [
          fieldEquals({ ...at, field: "is_reached" }, false, `The milestone ${cleanLine(milestone.name, 80)} is still not reached`),
          fieldEquals({ ...at, field: "deadline" }, milestone.deadline, `The milestone is still due on ${milestone.deadline}`),
        ];
      }
      case "overdue_tasks":
        return [];
    }
  });
}

/** An internal note on a project that is likely to go wrong, with the numbers that say so. */
export const flagAtRiskProject: Play<"flag_at_risk_project"> = {
  candidates: (analysis) => (analysis.kind === "operations" ? analysis.projectsAtRisk : []),

  changes: (finding) => [
    {
      path: "mail.message.body",
      before: null,
      after: noteOf(finding),
      change_type: "add",
      human_label: cleanLine(`New internal note on ${projectName(finding)}: at risk, ${count(finding.signs.length, "sign", "signs")}`, 300),
    },
  ],

  checks: (finding) => [
    recordExists("project.project", finding.project.id, `project-${finding.project.id}`, `The project ${projectName(finding)}`),
    ...signChecks(finding),
  ],

  compose: (finding) => {
    const { company, customer, project, signs } = finding;
    const record = { model: "project.project", id: project.id };
    return {
      operation: { type: "create_internal_note", inputs: { model: "project.project", record_id: project.id, body: noteOf(finding) } },
      affected_records: {
        model: "project.project",
        ids: [project.id],
        ...(customer === null ? {} : { partner_id: customer.partnerId, partner_name: customerName(customer) }),
        record_name: projectName(finding),
      },
      evidence: [
        companyEvidence(company),
        ...(customer === null ? [] : [customerEvidence(customer)]),
        { label: "Project", value: projectName(finding), record },
        { label: "Open tasks", value: project.openTasks, record },
        { label: "Overdue tasks", value: project.overdueTasks, record },
        ...signs.map(({ sentence, record: about }, index): Evidence => ({
          label: `Sign ${index + 1}`,
          value: cleanLine(sentence, 500),
          ...(about === null ? {} : { record: about }),
        })),
        ...salespersonEvidence(project.manager).map((one) => ({ ...one, label: "Project manager" })),
      ],
      reasoning: `${projectName(finding)} is likely to go wrong. ${signs.map(({ sentence }) => cleanLine(sentence, 400)).join(" ")}`,
      expected_effect: `An internal note on the project says so to everybody who follows it in Odoo. Nobody outside is contacted.`,
      external_effects: [],
      estimated_impact: { time_saved_minutes: 5 },
      rollback_strategy: "manual",
      scope: `project-${project.id}`,
      amountAtStake: 0,
    };
  },
};
