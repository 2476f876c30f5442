import type { ActionProtocol, OdooValue } from "#src/protocol/index.ts";
import { bool, defineModel, leadModel, leadStageModel, type RecordOf, taskModel } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";

/** A deal with the parts that say where it stands. */
export const watchedDeal = defineModel("crm.lead", {
  active: leadModel.shape.active,
  probability: leadModel.shape.probability,
  stage_id: leadModel.shape.stage_id,
  expected_revenue: leadModel.shape.expected_revenue,
  company_currency: leadModel.shape.company_currency,
  date_last_stage_update: leadModel.shape.date_last_stage_update,
  date_closed: leadModel.shape.date_closed,
});
export type DealRow = RecordOf<typeof watchedDeal>;

/** A task with the parts that say where it stands. */
export const watchedTaskStage = defineModel("project.task", {
  active: bool(),
  stage_id: taskModel.shape.stage_id,
  date_last_stage_update: taskModel.shape.date_last_stage_update,
});

const stage = defineModel("crm.stage", { is_won: leadStageModel.shape.is_won });

/** The stages in which a deal is won. */
export async function wonStages(reader: OdooReader): Promise<ReadonlySet<number>> {
  const rows = await reader.list(stage, { domain: [["is_won", "=", true]] });
  return new Set(rows.map(({ id }) => id));
}

/** Lost: archived with no chance left, which is how every release puts it. */
export const isLost = ({ active, probability }: Pick<DealRow, "active" | "probability">): boolean => !active && probability === 0;

/** The stage in which the record was when the action was composed, by its diff or its checks; null where they do not say. */
export function stageBefore({ proposed_changes: changes, revalidation_plan: plan }: ActionProtocol): number | null {
  for (const { path, before } of changes) if (path.endsWith(".stage_id")) return idIn(before);
  for (const { predicate } of plan.checks) {
    if (predicate.type === "odoo_field_equals" && predicate.field === "stage_id") return idIn(predicate.expected);
  }
  return null;
}

/** A many2one in a document is its id, or its id and its name. */
function idIn(value: OdooValue): number | null {
  const id: unknown = Array.isArray(value) ? value[0] : value;
  return typeof id === "number" ? id : null;
}
