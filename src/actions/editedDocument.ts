import {
  bodySha256,
  previewOf,
  sameOdooValue,
  splitPath,
  type ActionProtocol,
  type ExternalEffect,
  type Operation,
  type ProposedChange,
  type RevalidationCheck,
} from "#src/protocol/index.ts";

const MAX_LABEL = 300;

/**
 * The same action with another operation: what it shows of the operation (who gets what, the diff, the sentence on the
 * effect) says what the new one does, and colleagues it is newly assigned to are looked up before it runs.
 */
export function editedDocument(action: ActionProtocol, operation: Operation): ActionProtocol {
  const said = saidAnew(action.operation, operation);
  return {
    ...action,
    operation,
    external_effects: effectsOf(action.external_effects, operation),
    proposed_changes: action.proposed_changes.map((change) => changeAnew(change, said)),
    expected_effect: effectAnew(action.expected_effect, said, takenAway(action.operation, operation)),
    revalidation_plan: { checks: checksOf(action, operation) },
  };
}

const DAY = /^\d{4}-\d\d-\d\d$/;

interface Said {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The texts and days of the operation that another one stands for now. */
function saidAnew(before: Operation, after: Operation): Said[] {
  const now: Readonly<Record<string, unknown>> = after.inputs;
  return Object.entries(before.inputs).flatMap(([field, old]): Said[] => {
    const value = now[field];
    return typeof old === "string" && typeof value === "string" && old !== value ? [{ field, before: old, after: value }] : [];
  });
}

/** What the sentence on the effect named and no longer happens: a copy, a deadline. */
function takenAway(before: Operation, after: Operation): string[] {
  if (before.type === "send_email" && after.type === "send_email") {
    return before.inputs.cc.filter((address) => !after.inputs.cc.includes(address)).map((address) => `, ${address}`);
  }
  if (before.type === "create_odoo_task" && after.type === "create_odoo_task") {
    const { date_deadline: day } = before.inputs;
    return day !== undefined && after.inputs.date_deadline === undefined ? [` by ${day}`] : [];
  }
  return [];
}

/** The sentence is written by the recommender and names days and addresses as they are; only these are replaced in it. */
function effectAnew(sentence: string, said: readonly Said[], gone: readonly string[]): string {
  const shorter = gone.reduce((text, words) => text.replaceAll(words, ""), sentence);
  return said.reduce((text, { before, after }) => (DAY.test(before) ? text.replaceAll(before, after) : text), shorter);
}

/** A creation's line of the diff repeats what is created: `New task: Call Azure Interior`. */
function changeAnew(change: ProposedChange, said: readonly Said[]): ProposedChange {
  if (change.record !== undefined) return change;
  const { field } = splitPath(change.path);
  const one = said.find((text) => text.field === field && sameOdooValue(change.after, text.before));
  if (one === undefined) return change;
  const { human_label: label } = change;
  const retold = label.includes(one.before) ? label.replace(one.before, () => one.after) : `${field}: ${one.after}`;
  const cut = retold.slice(0, MAX_LABEL);
  return { ...change, after: one.after, human_label: cut.isWellFormed() ? cut : cut.slice(0, -1) };
}

/** Everyone who is still contacted, with the beginning and the hash of what they get now. */
function effectsOf(effects: readonly ExternalEffect[], operation: Operation): ExternalEffect[] {
  if (operation.type === "send_sms") {
    const { body } = operation.inputs;
    return effects.map((effect) => ({ ...effect, preview: previewOf(body), body_sha256: bodySha256(body) }));
  }
  if (operation.type !== "send_email") return [...effects];
  const { to, cc, subject, body_text } = operation.inputs;
  return effects
    .filter(({ recipient, recipient_role }) => (recipient_role === "to" ? to : cc).includes(recipient))
    .map((effect) => ({
      ...effect,
      ...(effect.subject === undefined ? {} : { subject }),
      preview: previewOf(body_text),
      body_sha256: bodySha256(body_text),
    }));
}

const ASSIGNEE = /^assignee-\d+-exists$/;

/** The checks as they were; and whom a person assigned must be there, because no analysis has read that. */
function checksOf({ operation: before, revalidation_plan }: ActionProtocol, operation: Operation): RevalidationCheck[] {
  const { checks } = revalidation_plan;
  if (before.type !== "create_odoo_task" || operation.type !== "create_odoo_task") return checks;
  const { user_ids } = operation.inputs;
  const isOf = (id: number) => (check: RevalidationCheck) => check.check_id === `assignee-${id}-exists`;
  const added = user_ids.filter((id) => !before.inputs.user_ids.includes(id) && !checks.some(isOf(id)));
  return [
    ...checks.filter((check) => !ASSIGNEE.test(check.check_id) || user_ids.some((id) => isOf(id)(check))),
    ...added.map((id): RevalidationCheck => ({
      check_id: `assignee-${id}-exists`,
      description: `Whom the task is assigned to (user ${id}) works in Odoo`,
      severity_on_fail: "block",
      predicate: { type: "odoo_record_exists", model: "res.users", id },
    })),
  ];
}
