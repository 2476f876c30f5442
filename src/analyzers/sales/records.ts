import { defineModel, leadModel, leadStageModel, saleOrderModel, type RecordOf } from "#src/odoo/models/index.ts";

/** The parts of deals and orders that the analysis of sales reads. */

const lead = leadModel.shape;

export const dealModel = defineModel("crm.lead", {
  name: lead.name,
  probability: lead.probability,
  stage_id: lead.stage_id,
  partner_id: lead.partner_id,
  user_id: lead.user_id,
  team_id: lead.team_id,
  expected_revenue: lead.expected_revenue,
  date_deadline: lead.date_deadline,
  date_last_stage_update: lead.date_last_stage_update,
  date_closed: lead.date_closed,
  create_date: lead.create_date,
});
export type DealRow = RecordOf<typeof dealModel>;

const order = saleOrderModel.shape;

export const dealOrderModel = defineModel("sale.order", {
  name: order.name,
  state: order.state,
  opportunity_id: order.opportunity_id,
  currency_id: order.currency_id,
  amount_total: order.amount_total,
  date_order: order.date_order,
});

const stage = leadStageModel.shape;

export const wonStageModel = defineModel("crm.stage", { name: stage.name, sequence: stage.sequence, team_ids: stage.team_ids });
