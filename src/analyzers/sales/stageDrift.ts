import { roundMoney } from "#src/lib/money.ts";
import { dayIn } from "../calendar.ts";
import { readCurrencies } from "../companies.ts";
import type { HeldCandidate, StageDriftFinding } from "../findings.ts";
import { limited } from "../heldCandidate.ts";
import { because, repeatReason } from "../recordMemory.ts";
import { dealsOf, OPEN_DEALS } from "./dealDomain.ts";
import { byValue, factsOf, heldDeal, repetition, type SalesRun } from "./dossiers.ts";
import { readParties } from "../parties.ts";
import { dealModel, dealOrderModel, wonStageModel } from "./records.ts";

const ACTION = "update_deal_stage";
/** `done` is a locked order, up to release 16. */
export const CONFIRMED = ["sale", "done"];

export interface StageDrift {
  readonly findings: StageDriftFinding[];
  readonly held: HeldCandidate[];
  /** Every deal with such an order, those that are held too. */
  readonly orderedDealIds: readonly number[];
}

/**
 * Deals with a confirmed sales order whose stage is not won. Source: the rule of stage drift of the domain. None
 * where orders know nothing of opportunities (the app that joins them is not installed).
 */
export async function analyseStageDrift(run: SalesRun): Promise<StageDrift> {
  const { reader, company, settings } = run;
  const none = { findings: [], held: [], orderedDealIds: [] };
  if (!(await reader.hasModel("sale.order")) || !(await reader.fields("sale.order")).has("opportunity_id")) return none;
  const orders = await reader.list(dealOrderModel, {
    domain: [
      ["company_id", "=", company.id],
      ["state", "in", CONFIRMED],
      ["opportunity_id.type", "=", "opportunity"],
      ["opportunity_id.active", "=", true],
      ["opportunity_id.stage_id.is_won", "=", false],
    ],
    order: "date_order desc, id desc",
  });
  if (orders.length === 0) return none;
  const dealIds = [...new Set(orders.flatMap(({ opportunity_id: deal }) => (deal === null ? [] : [deal.id])))];
  const [rows, stages, currencies] = await Promise.all([
    reader.list(dealModel, { domain: [...dealsOf(run, run.isFirst), ...OPEN_DEALS, ["id", "in", dealIds]] }),
    reader.list(wonStageModel, { domain: [["is_won", "=", true]], order: "sequence, id" }),
    readCurrencies(
      reader,
      orders.flatMap(({ currency_id: currency }) => (currency === null ? [] : [currency.id])),
    ),
  ]);
  const parties = await readParties(reader, {
    partnerIds: rows.flatMap(({ partner_id: partner }) => (partner === null ? [] : [partner.id])),
    userIds: rows.map(({ user_id: user }) => user?.id),
  });
  const findings: StageDriftFinding[] = [];
  const held: HeldCandidate[] = [];
  for (const row of rows) {
    const deal = factsOf(row, company.currency.decimals);
    // the newest order of the deal
    const order = orders.find(({ opportunity_id: of }) => of?.id === row.id);
    const currency = currencies.get(order?.currency_id?.id ?? 0);
    if (deal === null || order === undefined || currency === undefined) continue;
    const party = row.partner_id === null ? null : (parties.of(row.partner_id.id) ?? null);
    const wonStage = stages.find(({ team_ids: teams }) => teams.length === 0 || (row.team_id !== null && teams.includes(row.team_id.id)));
    const repeated = repeatReason(run.deals, { actionType: ACTION, recordId: deal.id }, repetition(run, settings.deals.actAgainAfterDays));
    const reason =
      repeated ??
      (wonStage === undefined ? because("no_won_stage", "No stage in Odoo counts as won for this deal's team.") : null) ??
      (party === null ? because("no_customer", "The deal names no customer in Odoo.") : null);
    if (reason !== null || wonStage === undefined || party === null) {
      if (reason !== null) held.push(heldDeal(run, ACTION, { deal, customer: party?.customer ?? null }, reason));
      continue;
    }
    findings.push({
      kind: "stage_drift",
      company,
      currency: company.currency,
      customer: party.customer,
      deal,
      salesperson: parties.salesperson(row.user_id?.id),
      order: {
        id: order.id,
        name: order.name ?? `Order ${order.id}`,
        state: order.state ?? "sale",
        total: roundMoney(order.amount_total, currency.decimals),
        currency,
        date: order.date_order === null ? null : dayIn(company.timezone, new Date(order.date_order)),
      },
      wonStage: { id: wonStage.id, name: wonStage.name ?? `Stage ${wonStage.id}` },
    });
  }
  const most = limited(findings.toSorted(byValue), settings.deals.maxPerRun, (finding, why) => heldDeal(run, ACTION, finding, why));
  return { findings: most.kept, held: [...held, ...most.held], orderedDealIds: dealIds };
}
