import { isoMoment, odooMoment, type OdooDomain } from "#src/odoo/read/index.ts";
import { readPlannedActivities } from "#src/signals/index.ts";
import { addDays, dayIn } from "../calendar.ts";
import type { HeldCandidate, WonDealFinding } from "../findings.ts";
import { limited } from "../heldCandidate.ts";
import { familyIds } from "../overdue/families.ts";
import { because, repeatReason } from "../recordMemory.ts";
import { dealsOf } from "./dealDomain.ts";
import { byValue, factsOf, heldDeal, repetition, type SalesRun } from "./dossiers.ts";
import { readParties } from "../parties.ts";
import { dealModel } from "./records.ts";

const ACTION = "create_follow_up_task";

/**
 * Deals won in the last days for which nobody has begun: no project or task of the customer since the deal was opened,
 * and nothing planned on it. Source: the rule of follow-up tasks of the domain.
 */
export async function analyseWonDeals(run: SalesRun): Promise<{ readonly findings: WonDealFinding[]; readonly held: HeldCandidate[] }> {
  const { reader, company, today, settings } = run;
  const rows = await reader.list(dealModel, {
    domain: [
      ...dealsOf(run, run.isFirst),
      ["stage_id.is_won", "=", true],
      ["date_closed", ">=", `${addDays(today, -settings.deals.wonWithinDays)} 00:00:00`],
    ],
  });
  if (rows.length === 0) return { findings: [], held: [] };
  const parties = await readParties(reader, {
    partnerIds: rows.flatMap(({ partner_id: partner }) => (partner === null ? [] : [partner.id])),
    userIds: rows.map(({ user_id: user }) => user?.id),
  });
  const opened = new Date(Math.min(...rows.map(({ create_date: created }) => Date.parse(created ?? "1970-01-01"))));
  const [activities, projects, tasks] = await Promise.all([
    readPlannedActivities(reader, { leadIds: rows.map(({ id }) => id), partnerIds: [] }, today),
    readWork(run, "project.project", parties.partnerIds, opened),
    readWork(run, "project.task", parties.partnerIds, opened),
  ]);
  const findings: WonDealFinding[] = [];
  const held: HeldCandidate[] = [];
  for (const row of rows) {
    const deal = factsOf(row, company.currency.decimals);
    if (deal === null || row.date_closed === null) continue;
    const party = row.partner_id === null ? null : (parties.of(row.partner_id.id) ?? null);
    const family = party === null ? [] : familyIds(party.family);
    const begun = (work: readonly Work[]): Work | undefined =>
      work.find(({ partnerId, createdAt }) => family.includes(partnerId) && createdAt >= (row.create_date ?? ""));
    const [project, task] = [begun(projects), begun(tasks)];
    const activity = activities.find(({ res_id: id }) => id === row.id);
    const salesperson = parties.salesperson(row.user_id?.id);
    const reason =
      repeatReason(run.deals, { actionType: ACTION, recordId: deal.id }, repetition(run, settings.deals.actAgainAfterDays)) ??
      (activity === undefined
        ? null
        : because("activity_planned", `Something is planned in Odoo for ${activity.date_deadline ?? "later"}.`, {
            until: activity.date_deadline,
            seen: { model: "crm.lead", id: deal.id },
          })) ??
      (project === undefined
        ? null
        : because("work_exists", `The project ${project.name} of this customer is there.`, {
            seen: { model: "project.project", id: project.id },
          })) ??
      (task === undefined
        ? null
        : because("work_exists", `The task ${task.name} of this customer is there.`, { seen: { model: "project.task", id: task.id } })) ??
      (party === null ? because("no_customer", "The deal names no customer in Odoo.") : null) ??
      (salesperson === null ? because("nobody_responsible", "The deal has no salesperson who could be given the task.") : null);
    if (reason !== null || party === null) {
      if (reason !== null) held.push(heldDeal(run, ACTION, { deal, customer: party?.customer ?? null }, reason));
      continue;
    }
    const wonOn = dayIn(company.timezone, new Date(row.date_closed));
    findings.push({ kind: "won_deal", company, currency: company.currency, customer: party.customer, deal, salesperson, wonOn });
  }
  const most = limited(findings.toSorted(byValue), settings.deals.maxPerRun, (finding, why) => heldDeal(run, ACTION, finding, why));
  return { findings: most.kept, held: [...held, ...most.held] };
}

interface Work {
  readonly id: number;
  readonly name: string;
  readonly partnerId: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Projects or tasks of these partners made since a moment, archived ones too: what was begun was begun. */
async function readWork(
  { reader }: SalesRun,
  model: "project.project" | "project.task",
  partnerIds: readonly number[],
  since: Date,
): Promise<Work[]> {
  if (partnerIds.length === 0 || !(await reader.hasModel(model))) return [];
  const domain: OdooDomain = [
    ["partner_id", "in", partnerIds],
    ["create_date", ">=", odooMoment(since)],
  ];
  const fields = ["name", "partner_id", "create_date"];
  const rows = await reader.searchRead({ model, domain, fields, order: "id desc", context: { active_test: false } });
  return rows.flatMap(({ id, name, partner_id: partner, create_date: created }): Work[] =>
    typeof id === "number" && Array.isArray(partner) && typeof created === "string"
      ? [{ id, name: String(name), partnerId: Number(partner[0]), createdAt: isoMoment(created) }]
      : [],
  );
}
