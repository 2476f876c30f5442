import {
  DEFAULTS,
  generateIdempotencyKey,
  raiseRisk,
  sameOdooValue,
  DEFAULT_RISK,
  type ActionProtocol,
  type Actor,
  type OdooValue,
  type ProposedChange,
  type RecordRef,
  type RevalidationCheck,
  type UpdateOdooStageInputs,
} from "#src/protocol/index.ts";

/** What an action wrote and what stood there before. */
interface Written {
  readonly inputs: UpdateOdooStageInputs;
  readonly record: RecordRef;
  readonly change: ProposedChange;
  /** The stage to go back to. */
  readonly stageBefore: number;
}

export type Undoable = { readonly ok: true; readonly written: Written } | { readonly ok: false; readonly reason: string };

const no = (reason: string): Undoable => ({ ok: false, reason: `Cannot undo: ${reason}` });

/** Whether the document of a completed action says enough to take back what it did. Where it stands is `actionCan.undo`'s to judge. */
export function undoableOf(action: ActionProtocol): Undoable {
  const { operation } = action;
  if (operation.type !== "update_odoo_stage") return no("only a change of stage is taken back by itself.");
  // a stage that mails whoever enters it: nothing takes the mail back, and the way back may mail as well
  if (action.external_effects.length > 0) return no("somebody was contacted by it, which cannot be taken back.");
  const { inputs } = operation;
  const record = { model: inputs.model, id: inputs.record_id };
  const change = action.proposed_changes.find(
    ({ path, record: of }) => path === `${record.model}.stage_id` && of?.model === record.model && of.id === record.id,
  );
  if (change === undefined || idOf(change.after) !== inputs.stage_id) return no("it does not say what stood there before.");
  const stageBefore = idOf(change.before);
  if (stageBefore === null) return no("the record stood in no stage before.");
  if (sameOdooValue(change.before, change.after)) return no("it changed nothing.");
  return { ok: true, written: { inputs, record, change, stageBefore } };
}

/** The id of a many2one as a document holds it. */
function idOf(value: OdooValue): number | null {
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === "number" && Number.isInteger(id) && id > 0 ? id : null;
}

/** The stages of each model, and the field by which one of them mails whoever enters it. */
const STAGES = {
  "crm.lead": { model: "crm.stage", mails: null },
  "project.task": { model: "project.task.type", mails: "mail_template_id" },
} as const;

const MAX_REASON = 1_000;

/**
 * The action that takes it back: the same operation towards the stage before, only while the record stands where the action
 * put it. It passes through approval, revalidation, intent and look-up like any other.
 */
export function undoDocument(
  action: ActionProtocol,
  { inputs, record, change, stageBefore }: Written,
  given: { readonly actionId: string; readonly actor: Actor; readonly reason: string; readonly now: Date },
): ActionProtocol {
  const { actionId, actor, reason, now } = given;
  const { partner_id, partner_name, record_name } = action.affected_records;
  const from = nameOf(change.after);
  const to = nameOf(change.before);
  const because = cut(`Taken back: ${reason}`, MAX_REASON);
  return {
    version: "1.1",
    action_id: actionId,
    org_id: action.org_id,
    created_by: actor,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + DEFAULTS.expiryHours * 3_600_000).toISOString(),
    action_type: "update_deal_stage",
    safe_operation: "update_odoo_stage",
    operation: { type: "update_odoo_stage", inputs: { ...inputs, stage_id: stageBefore, reason: because } },
    risk_level: raiseRisk(action.risk_level, DEFAULT_RISK.update_deal_stage),
    idempotency_key: generateIdempotencyKey({
      orgId: action.org_id,
      actionType: "update_deal_stage",
      // a second try after a refused one is another action
      scope: `undo-${action.action_id}-${actionId.slice(-8)}`,
      date: now.toISOString().slice(0, 10),
    }),
    reasoning: cut(`A person takes back what action ${action.action_id} did. ${reason}`, 2_000),
    expected_effect: `The record stands in ${to} again, if it still stands in ${from}. Nobody is contacted.`,
    evidence: [
      { label: "Takes back", value: `action ${action.action_id}` },
      { label: "Stage that it wrote", value: from, record },
      { label: "Stage before", value: to, record },
    ],
    affected_records: {
      model: record.model,
      ids: [record.id],
      ...(partner_id === undefined ? {} : { partner_id }),
      ...(partner_name === undefined ? {} : { partner_name }),
      ...(record_name === undefined ? {} : { record_name }),
    },
    proposed_changes: [
      { path: change.path, record, before: change.after, after: change.before, change_type: "set", human_label: `Stage: ${from} → ${to}` },
    ],
    revalidation_plan: { checks: checksOf({ inputs, record, stageBefore }, { from, to }) },
    external_effects: [],
    approval: { required: true, channels: action.approval.channels, min_approvals: Math.max(1, action.approval.min_approvals) },
    rollback_strategy: "manual",
  };
}

function checksOf(
  { inputs, record, stageBefore }: Omit<Written, "change">,
  { from, to }: { readonly from: string; readonly to: string },
): RevalidationCheck[] {
  const { model, mails } = STAGES[inputs.model];
  const blocking = { severity_on_fail: "block" } as const;
  return [
    {
      check_id: "record-exists",
      description: "The record still exists",
      ...blocking,
      predicate: { type: "odoo_record_exists", ...record },
    },
    {
      check_id: "still-as-written",
      description: `The record still stands in ${from}, where the action put it`,
      ...blocking,
      predicate: { type: "odoo_field_equals", ...record, field: "stage_id", expected: inputs.stage_id },
    },
    {
      check_id: "stage-exists",
      description: `The stage ${to} still exists`,
      ...blocking,
      predicate: { type: "odoo_record_exists", model, id: stageBefore },
    },
    ...(mails === null
      ? []
      : [
          {
            check_id: "stage-mails-nobody",
            description: `The stage ${to} mails nobody who enters it`,
            ...blocking,
            predicate: { type: "odoo_field_equals", model, id: stageBefore, field: mails, expected: null },
          } as const,
        ]),
  ];
}

/** A stage as a person reads it, at most 120 characters so that two of them fit a label. */
function nameOf(value: OdooValue): string {
  const [id, name] = Array.isArray(value) ? value : [value];
  return typeof name === "string" && name.trim() !== "" ? cut(name, 120) : `stage ${id}`;
}

function cut(text: string, max: number): string {
  const short = text.slice(0, max);
  return short.isWellFormed() ? short : short.slice(0, -1);
}
