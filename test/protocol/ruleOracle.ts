import { createHash } from "node:crypto";

/**
 * The rules of the protocol written a second time, from the specification alone and without the code they judge: over
 * plain JSON, total, with no schema library. Where a document has not even the shape that a rule speaks of, the rule is
 * not judged (null): the shape refuses such a document.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Judge = (document: { [key: string]: Json }) => boolean | null;

const OPERATIONS: Record<string, string> = {
  send_invoice_reminder: "send_email",
  send_payment_confirmation: "send_email",
  follow_up_on_stale_deal: "send_email",
  send_deal_check_in: "send_sms",
  create_collection_task: "create_odoo_task",
  create_follow_up_task: "create_odoo_task",
  update_deal_stage: "update_odoo_stage",
  escalate_overdue_invoice: "log_odoo_activity",
  flag_at_risk_project: "create_internal_note",
  schedule_customer_check_in: "schedule_follow_up",
};

/** Every key that may stand in an object, by where the object is; `*` stands for a place in a list. */
const KNOWN_KEYS: Record<string, string> = {
  "": "version action_id org_id created_by created_at expires_at action_type safe_operation operation risk_level idempotency_key analysis_id reasoning expected_effect evidence affected_records proposed_changes revalidation_plan external_effects approval estimated_impact rollback_strategy",
  operation: "type inputs",
  "evidence.*": "label value record",
  "evidence.*.record": "model id",
  affected_records: "model ids partner_id partner_name record_name",
  "proposed_changes.*": "path record before after change_type human_label",
  "proposed_changes.*.record": "model id",
  revalidation_plan: "checks",
  "revalidation_plan.checks.*": "check_id description severity_on_fail predicate",
  "external_effects.*": "effect_type recipient recipient_role recipient_partner_id subject preview body_sha256",
  approval: "required channels min_approvals",
  estimated_impact: "cash_in time_saved_minutes risk_reduction",
  "estimated_impact.cash_in": "amount currency",
  "operation.inputs.record": "model id",
};

const KEYS_OF_PREDICATE: Record<string, string> = {
  odoo_record_exists: "type model id",
  odoo_field_equals: "type model id field expected",
  odoo_field_in: "type model id field allowed",
  no_duplicate_action_in_window: "type scope_key window_minutes",
  quiet_hours_ok: "type timezone business_hours_start business_hours_end days",
};

const KEYS_OF_INPUTS: Record<string, string> = {
  send_email: "to cc subject body_text body_html reply_to language record attach_invoice_ids",
  send_sms: "to body record",
  create_odoo_task: "name description project_id user_ids date_deadline priority partner_id",
  update_odoo_stage: "model record_id stage_id reason",
  log_odoo_activity: "res_model res_id activity_type summary note date_deadline user_id",
  create_internal_note: "model record_id body",
  schedule_follow_up: "context_type context_id scheduled_for action_type parameters",
};

const CONTEXTS: Record<string, string> = { deal: "crm.lead", invoice: "account.move", task: "project.task", customer: "res.partner" };

/** An entry of a table, undefined where it has none of its own (a document may say `constructor`). */
const entry = (table: Record<string, string>, key: string): string | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** The value at a path, undefined where there is none. */
function at(value: Json | undefined, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path.split(".")) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as { [key: string]: Json })[key];
  }
  return current;
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const mapping: Judge = (document) => {
  const operation = entry(OPERATIONS, text(document["action_type"]));
  const [organisation, type] = text(document["idempotency_key"]).split(":");
  return (
    operation !== undefined &&
    document["safe_operation"] === operation &&
    at(document, "operation.type") === operation &&
    organisation === document["org_id"] &&
    type === document["action_type"]
  );
};

const effects: Judge = (document) => {
  const type = at(document, "operation.type");
  if (type !== "send_email" && type !== "send_sms") return true;
  const to = at(document, "operation.inputs.to");
  const body = text(at(document, type === "send_email" ? "operation.inputs.body_text" : "operation.inputs.body"));
  const tos = Array.isArray(to) ? to : [to ?? null];
  const ccs = list(at(document, "operation.inputs.cc"));
  const wanted = [...tos.map((address) => ["to", address]), ...ccs.map((address) => ["cc", address])];
  const seen = new Set(wanted.map(([, address]) => JSON.stringify(address).toLowerCase()));
  if (seen.size !== wanted.length) return false;
  const left = wanted.map((pair) => JSON.stringify(pair));
  for (const effect of list(document["external_effects"])) {
    const found = left.indexOf(JSON.stringify([at(effect, "recipient_role") ?? null, at(effect, "recipient") ?? null]));
    if (found < 0) return false;
    left.splice(found, 1);
    if (at(effect, "effect_type") !== (type === "send_email" ? "email" : "sms")) return false;
    const subject = at(effect, "subject");
    if (subject !== undefined && subject !== at(document, "operation.inputs.subject")) return false;
    const preview = text(at(effect, "preview"));
    if (body.slice(0, preview.length) !== preview) return false;
    if (at(effect, "body_sha256") !== createHash("sha256").update(Buffer.from(body, "utf8")).digest("hex")) return false;
  }
  return left.length === 0;
};

const guarded: Judge = (document) => {
  const type = at(document, "operation.type");
  const kinds = list(document["external_effects"]).map((effect) => at(effect, "effect_type"));
  if (type !== "send_email" && type !== "send_sms" && !kinds.includes("email") && !kinds.includes("sms")) return true;
  let blocks = false;
  let keepsHours = false;
  for (const check of list(at(document, "revalidation_plan.checks"))) {
    const kind = at(check, "predicate.type");
    if (kind === "no_duplicate_action_in_window" && at(check, "severity_on_fail") === "block") blocks = true;
    if (kind === "quiet_hours_ok") keepsHours = true;
  }
  return blocks && keepsHours;
};

/** A value in the form in which two are compared. */
function plain(value: Json | undefined): string {
  if (value === undefined || value === false || value === null) return "nothing";
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 2 && typeof value[0] === "number" && typeof value[1] === "string") return JSON.stringify(value[0]);
  return `set ${[...new Set(value.map((item) => JSON.stringify(item)))].toSorted().join("|")}`;
}

const diff: Judge = (document) => {
  const predicates = list(at(document, "revalidation_plan.checks")).map((check) => at(check, "predicate"));
  for (const change of list(document["proposed_changes"])) {
    const record = at(change, "record");
    const before = plain(at(change, "before"));
    if (record === undefined) {
      if (at(change, "before") !== null) return false;
      continue;
    }
    const field = text(at(change, "path")).split(".").at(-1);
    const read = predicates.some((predicate) => {
      if (at(predicate, "model") !== at(record, "model") || at(predicate, "id") !== at(record, "id")) return false;
      if (at(predicate, "field") !== field) return false;
      if (at(predicate, "type") === "odoo_field_equals") return plain(at(predicate, "expected")) === before;
      return at(predicate, "type") === "odoo_field_in" && list(at(predicate, "allowed")).some((value) => plain(value) === before);
    });
    if (!read) return false;
  }
  const model = at(document, "affected_records.model");
  return list(at(document, "affected_records.ids")).every((id) =>
    predicates.some(
      (predicate) => at(predicate, "type") === "odoo_record_exists" && at(predicate, "model") === model && at(predicate, "id") === id,
    ),
  );
};

const records: Judge = (document) => {
  const inputs = at(document, "operation.inputs");
  const named: [Json | undefined, Json | undefined][] = [];
  for (const change of list(document["proposed_changes"])) {
    if (at(change, "record") === undefined) continue;
    if (text(at(change, "path")).split(".").slice(0, -1).join(".") !== at(change, "record.model")) return false;
    named.push([at(change, "record.model"), at(change, "record.id")]);
  }
  switch (text(at(document, "operation.type"))) {
    case "send_email":
      for (const id of list(at(inputs, "attach_invoice_ids"))) named.push(["account.move", id]);
      named.push([at(inputs, "record.model"), at(inputs, "record.id")]);
      break;
    case "send_sms":
      named.push([at(inputs, "record.model"), at(inputs, "record.id")]);
      break;
    case "create_odoo_task":
      if (at(inputs, "partner_id") !== undefined) named.push(["res.partner", at(inputs, "partner_id")]);
      break;
    case "update_odoo_stage":
    case "create_internal_note":
      named.push([at(inputs, "model"), at(inputs, "record_id")]);
      break;
    case "log_odoo_activity":
      named.push([at(inputs, "res_model"), at(inputs, "res_id")]);
      break;
    case "schedule_follow_up":
      named.push([entry(CONTEXTS, text(at(inputs, "context_type"))), at(inputs, "context_id")]);
      break;
  }
  const model = at(document, "affected_records.model");
  const ids = list(at(document, "affected_records.ids"));
  const partner = at(document, "affected_records.partner_id");
  return named.every(
    ([ofModel, id]) => (ofModel === model && ids.includes(id ?? null)) || (ofModel === "res.partner" && id === partner && id !== undefined),
  );
};

const life: Judge = (document) => {
  const created = new Date(text(document["created_at"])).getTime();
  const ends = new Date(text(document["expires_at"])).getTime();
  if (Number.isNaN(created) || Number.isNaN(ends)) return null;
  return ends > created && ends - created <= 604_800_000;
};

const KNOWN = new Map(Object.entries(KNOWN_KEYS).map(([path, names]) => [path, new Set(names.split(" "))]));
const KNOWN_OF_PREDICATE = new Map(Object.entries(KEYS_OF_PREDICATE).map(([type, names]) => [type, new Set(names.split(" "))]));
const KNOWN_OF_INPUTS = new Map(Object.entries(KEYS_OF_INPUTS).map(([type, names]) => [type, new Set(names.split(" "))]));

/** Whether every key of every object is known. */
const keys: Judge = (document) => {
  const visit = (value: Json, path: string, known: Set<string> | undefined): boolean => {
    if (typeof value !== "object" || value === null) return true;
    if (Array.isArray(value)) {
      const below = `${path}.*`;
      const inside = KNOWN.get(below);
      return value.every((item) => visit(item, below, inside));
    }
    if (known === undefined && path !== "operation.inputs.parameters") return false;
    return Object.entries(value).every(([key, inner]) => {
      if (known === undefined) return /^[a-z][a-z0-9_]*$/.test(key);
      if (!known.has(key)) return false;
      const below = path === "" ? key : `${path}.${key}`;
      if (below === "operation.inputs") return visit(inner, below, KNOWN_OF_INPUTS.get(text(value["type"])));
      if (below === "revalidation_plan.checks.*.predicate") return visit(inner, below, KNOWN_OF_PREDICATE.get(text(at(inner, "type"))));
      return visit(inner, below, KNOWN.get(below));
    });
  };
  return visit(document, "", KNOWN.get(""));
};

const JUDGES: Record<string, Judge> = { mapping, effects, guarded, diff, records, life, keys };

/** The names of the rules that a JSON document breaks. */
export function rulesBrokenBy(document: unknown): string[] {
  const json = document as Json;
  if (typeof json !== "object" || json === null || Array.isArray(json)) return [];
  return Object.entries(JUDGES).flatMap(([rule, judge]) => (judge(json) === false ? [rule] : []));
}
