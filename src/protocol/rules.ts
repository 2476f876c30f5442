import { DEFAULTS } from "./defaults.ts";
import type { ActionProtocol } from "./document.ts";
import { bodySha256 } from "./hash.ts";
import { parseIdempotencyKey } from "./keys.ts";
import { subjectRecords } from "./operations.ts";
import { isAffected, splitPath, type ProposedChange } from "./records.ts";
import { OPERATION_OF } from "./terms.ts";
import { sameOdooValue } from "./values.ts";

/**
 * The rules across fields, by name. `keys` (unknown keys are errors, everywhere) is the schemas' own strictness;
 * the six others are functions below.
 */
export const RULES = ["mapping", "effects", "guarded", "diff", "records", "life", "keys"] as const;
export type Rule = (typeof RULES)[number];

/** A rule that a document breaks, and where (`external_effects.0.preview`). */
export interface RuleBreach {
  readonly rule: Rule;
  readonly path: string;
  readonly message: string;
}

type Breach = Omit<RuleBreach, "rule">;

/** Rule 1: action type, safe operation, operation and idempotency key speak of the same thing. */
function* mapping(action: ActionProtocol): Generator<Breach> {
  const expected = OPERATION_OF[action.action_type];
  if (action.safe_operation !== expected) {
    yield { path: "safe_operation", message: `${action.action_type} runs ${expected}, not ${action.safe_operation}` };
  }
  if (action.operation.type !== action.safe_operation) {
    yield { path: "operation.type", message: `safe_operation is ${action.safe_operation}, but the operation is ${action.operation.type}` };
  }
  const key = parseIdempotencyKey(action.idempotency_key);
  if (key?.actionType !== action.action_type || key.orgId !== action.org_id) {
    yield { path: "idempotency_key", message: "must name this organisation and this action type" };
  }
}

/** What an operation sends, in the words of external effects. */
function messageOf({ operation }: ActionProtocol) {
  if (operation.type === "send_email") {
    const { to, cc, subject, body_text } = operation.inputs;
    const recipients = [...to.map((address) => `to ${address}`), ...cc.map((address) => `cc ${address}`)];
    return { effectType: "email", recipients, addresses: [...to, ...cc], subject, body: body_text } as const;
  }
  if (operation.type === "send_sms") {
    const { to, body } = operation.inputs;
    return { effectType: "sms", recipients: [`to ${to}`], addresses: [to], subject: undefined, body } as const;
  }
  return null;
}

/** Rule 2: who gets what is shown completely: the same recipients, the beginning of the body, its hash. */
function* effects(action: ActionProtocol): Generator<Breach> {
  const message = messageOf(action);
  if (message === null) return;
  if (new Set(message.addresses.map((address) => address.toLowerCase())).size !== message.addresses.length) {
    yield { path: "operation.inputs.to", message: "must not name an address twice" };
  }
  const shown = action.external_effects.map((effect) => `${effect.recipient_role} ${effect.recipient}`);
  if (shown.toSorted().join("\n") !== message.recipients.toSorted().join("\n")) {
    yield { path: "external_effects", message: `must be exactly the recipients of the ${action.operation.type}` };
  }
  const hash = bodySha256(message.body);
  for (const [index, effect] of action.external_effects.entries()) {
    const at = `external_effects.${index}`;
    if (effect.effect_type !== message.effectType) {
      yield { path: `${at}.effect_type`, message: `must be ${message.effectType} for ${action.operation.type}` };
    }
    if (effect.subject !== undefined && effect.subject !== message.subject) {
      yield { path: `${at}.subject`, message: "must be the subject that is sent" };
    }
    if (!message.body.startsWith(effect.preview)) yield { path: `${at}.preview`, message: "must be the beginning of the body" };
    if (effect.body_sha256 !== hash) yield { path: `${at}.body_sha256`, message: "must be the hash of the body" };
  }
}

/**
 * Whether running the action contacts a person: it sends, or it has an effect that does (a stage in Odoo can carry a
 * mail template).
 */
export function contactsPeople(action: Pick<ActionProtocol, "operation" | "external_effects">): boolean {
  if (action.operation.type === "send_email" || action.operation.type === "send_sms") return true;
  return action.external_effects.some((effect) => effect.effect_type !== "webhook");
}

/** Rule 3: an action that contacts a person looks for an earlier contact, blocking, and keeps to the hours. */
function* guarded(action: ActionProtocol): Generator<Breach> {
  if (!contactsPeople(action)) return;
  const { checks } = action.revalidation_plan;
  const blocking = checks.some((check) => check.predicate.type === "no_duplicate_action_in_window" && check.severity_on_fail === "block");
  if (!blocking) {
    yield { path: "revalidation_plan.checks", message: "outreach needs a no_duplicate_action_in_window check with severity block" };
  }
  if (!checks.some((check) => check.predicate.type === "quiet_hours_ok")) {
    yield { path: "revalidation_plan.checks", message: "outreach needs a quiet_hours_ok check" };
  }
}

/** Rule 4: what the diff says was there is read again, and so is that the records are. */
function* diff(action: ActionProtocol): Generator<Breach> {
  const predicates = action.revalidation_plan.checks.map((check) => check.predicate);
  const isChecked = ({ path, record, before }: ProposedChange): boolean =>
    predicates.some(
      (predicate) =>
        (predicate.type === "odoo_field_equals" || predicate.type === "odoo_field_in") &&
        predicate.model === record?.model &&
        predicate.id === record.id &&
        predicate.field === splitPath(path).field &&
        (predicate.type === "odoo_field_equals"
          ? sameOdooValue(predicate.expected, before)
          : predicate.allowed.some((value) => sameOdooValue(value, before))),
    );
  for (const [index, change] of action.proposed_changes.entries()) {
    const at = `proposed_changes.${index}`;
    if (change.record === undefined) {
      if (change.before !== null) yield { path: `${at}.before`, message: "must be null when there is no record to read it from again" };
    } else if (!isChecked(change)) {
      yield {
        path: `${at}.before`,
        message: "needs an odoo_field_equals or odoo_field_in check on this record and field that holds for it",
      };
    }
  }
  const { model, ids } = action.affected_records;
  const existing = new Set<number>();
  for (const predicate of predicates) {
    if (predicate.type === "odoo_record_exists" && predicate.model === model) existing.add(predicate.id);
  }
  for (const [index, id] of ids.entries()) {
    if (!existing.has(id)) yield { path: `affected_records.ids.${index}`, message: "needs an odoo_record_exists check" };
  }
}

/** Rule 5: changes and inputs speak of the affected records or their partner, and of nothing else. */
function* records(action: ActionProtocol): Generator<Breach> {
  const outside = "must be among affected_records or be their partner";
  for (const [index, { path, record }] of action.proposed_changes.entries()) {
    if (record === undefined) continue;
    if (!isAffected(action.affected_records, record)) yield { path: `proposed_changes.${index}.record`, message: outside };
    if (splitPath(path).model !== record.model) {
      yield { path: `proposed_changes.${index}.path`, message: `must be a field of ${record.model}` };
    }
  }
  for (const { path, record } of subjectRecords(action.operation)) {
    if (!isAffected(action.affected_records, record)) yield { path, message: outside };
  }
}

/** Rule 6: an action ends after it begins, within seven days. */
function* life(action: ActionProtocol): Generator<Breach> {
  const lifeMilliseconds = Date.parse(action.expires_at) - Date.parse(action.created_at);
  if (!(lifeMilliseconds > 0)) yield { path: "expires_at", message: "must be after created_at" };
  if (lifeMilliseconds > DEFAULTS.maxLifeDays * 86_400_000) {
    yield { path: "expires_at", message: `must be at most ${DEFAULTS.maxLifeDays} days after created_at` };
  }
}

const CROSS_FIELD_RULES = { mapping, effects, guarded, diff, records, life } satisfies Record<
  Exclude<Rule, "keys">,
  (action: ActionProtocol) => Generator<Breach>
>;

/** Every rule across fields that a well-shaped document breaks. */
export function* ruleBreaches(action: ActionProtocol): Generator<RuleBreach> {
  for (const rule of RULES) {
    if (rule === "keys") continue;
    for (const breach of CROSS_FIELD_RULES[rule](action)) yield { rule, ...breach };
  }
}
