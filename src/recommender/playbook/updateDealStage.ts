import type { StageDriftFinding } from "#src/analyzers/findings.ts";
import { CONFIRMED } from "#src/analyzers/sales/stageDrift.ts";
import { fieldEquals, fieldIn, recordExists } from "../checks.ts";
import { cleanLine } from "../clean.ts";
import { dealChecks, dealEvidence, dealName, dealRecords, dealScope } from "../dealFacts.ts";
import type { Play } from "../draft.ts";
import { plainMoney } from "../format.ts";
import { customerName } from "../recipients.ts";

const orderName = ({ order }: StageDriftFinding): string => cleanLine(order.name, 64) || `order ${order.id}`;
const orderSentence = (finding: StageDriftFinding): string =>
  `${orderName(finding)} of ${plainMoney(finding.order.total, finding.order.currency)} is confirmed${finding.order.date === null ? "" : ` since ${finding.order.date}`}`;

/** A deal whose order is confirmed goes to the stage that counts as won. */
export const updateDealStage: Play<"update_deal_stage"> = {
  candidates: (analysis) => (analysis.kind === "sales" ? analysis.stageDrifts : []),

  changes: ({ deal, wonStage }) => [
    {
      path: "crm.lead.stage_id",
      record: { model: "crm.lead", id: deal.id },
      before: deal.stage.id,
      after: wonStage.id,
      change_type: "set",
      human_label: `Stage of ${dealName(deal, 80)}: ${cleanLine(deal.stage.name, 80)} → ${cleanLine(wonStage.name, 80)}`,
    },
  ],

  checks: (finding) => {
    const { order, wonStage, deal } = finding;
    const of = `order-${order.id}`;
    const name = `Sales order ${orderName(finding)}`;
    const field = (field_: string) => ({ model: "sale.order", id: order.id, field: field_, of });
    return [
      ...dealChecks(finding),
      recordExists("sale.order", order.id, of, name),
      fieldIn(field("state"), CONFIRMED, `${name} is still confirmed`),
      fieldEquals(field("opportunity_id"), deal.id, `${name} still belongs to the deal`),
      recordExists("crm.stage", wonStage.id, `stage-${wonStage.id}`, `The stage ${cleanLine(wonStage.name, 80)}`),
      fieldEquals(
        { model: "crm.stage", id: wonStage.id, field: "is_won", of: `stage-${wonStage.id}` },
        true,
        `The stage ${cleanLine(wonStage.name, 80)} still counts as won`,
      ),
    ];
  },

  compose: (finding) => {
    const { customer, deal, order, wonStage } = finding;
    const [from, to] = [cleanLine(deal.stage.name, 80), cleanLine(wonStage.name, 80)];
    return {
      operation: {
        type: "update_odoo_stage",
        inputs: {
          model: "crm.lead",
          record_id: deal.id,
          stage_id: wonStage.id,
          reason: `Moved from ${from} to ${to} because sales order ${orderSentence(finding)}.`,
        },
      },
      affected_records: dealRecords(finding),
      evidence: [
        ...dealEvidence(finding),
        { label: "Sales order", value: orderSentence(finding), record: { model: "sale.order", id: order.id } },
      ],
      reasoning: `${dealName(deal)} of ${customerName(customer)} is still in ${from}, although sales order ${orderSentence(finding)}.`,
      expected_effect: `The deal is in ${to} in Odoo, with a note that says why. Nobody outside is contacted.`,
      external_effects: [],
      estimated_impact: { time_saved_minutes: 3 },
      rollback_strategy: "auto_undo_odoo_write",
      scope: dealScope(finding),
      amountAtStake: deal.expectedRevenue,
    };
  },
};
