import {
  DEFAULTS,
  odooValueSchema,
  sameOdooValue,
  splitPath,
  validateActionProtocol,
  type ActionProtocol,
  type OdooValue,
  type ProposedChange,
  type RevalidationCheck,
} from "#src/protocol/index.ts";
import type { RevalidationResult } from "#src/revalidation/index.ts";

export type Freshened =
  | { readonly ok: true; readonly action: ActionProtocol; readonly changes: readonly ProposedChange[] }
  | { readonly ok: false; readonly reason: string };

/**
 * The same action over the facts as they are now: `before` and the checks that guard it hold what was just
 * read, so that a person can say yes to the true diff. Only a plain field can be brought up to date; where
 * anything else changed, and where nothing is left to do, there is no fresh action.
 */
export function freshen(action: ActionProtocol, results: readonly RevalidationResult[], now: Date): Freshened {
  const stale = new Map(
    results.filter(({ passed, severity }) => !passed && severity === "require_reapproval").map((result) => [result.check_id, result]),
  );
  const seen = new Map<string, OdooValue>();
  const checks: RevalidationCheck[] = [];
  for (const check of action.revalidation_plan.checks) {
    const result = stale.get(check.check_id);
    if (result === undefined) {
      checks.push(check);
      continue;
    }
    const value = odooValueSchema.safeParse(result.seen);
    if (check.predicate.type !== "odoo_field_equals" || !value.success) return { ok: false, reason: result.sentence };
    seen.set(fieldKey(check.predicate.model, check.predicate.id, check.predicate.field), value.data);
    checks.push({ ...check, predicate: { ...check.predicate, expected: value.data } });
  }
  const proposed = action.proposed_changes.map((change) => {
    const value = change.record && seen.get(fieldKey(change.record.model, change.record.id, splitPath(change.path).field));
    return value === undefined ? change : { ...change, before: value, human_label: relabel(change.human_label, value) };
  });
  const changes = proposed.filter((change, index) => change !== action.proposed_changes[index]);
  const moot = changes.find(({ before, after }) => sameOdooValue(before, after));
  if (moot !== undefined) return { ok: false, reason: `Nothing is left to do: ${moot.human_label}.` };

  const expiresAt = Math.min(
    now.getTime() + DEFAULTS.expiryHours * 3_600_000,
    Date.parse(action.created_at) + DEFAULTS.maxLifeDays * 86_400_000,
  );
  const fresh = validateActionProtocol({
    ...action,
    expires_at: new Date(expiresAt).toISOString(),
    proposed_changes: proposed,
    revalidation_plan: { checks },
    evidence: [
      ...action.evidence,
      ...[...stale.values()].map(({ sentence }) => ({ label: "Changed since it was approved", value: oneLine(sentence) })),
    ],
  });
  if (!fresh.ok || expiresAt <= now.getTime()) return { ok: false, reason: "The facts changed, and it cannot be brought up to date." };
  return { ok: true, action: fresh.action, changes };
}

const fieldKey = (model: string, id: number, field: string): string => `${model},${id}.${field}`;

const MAX_LABEL = 300;
const MAX_EVIDENCE = 500;

function relabel(label: string, value: OdooValue): string {
  const addition = ` (it is now ${display(value)})`;
  return `${label.slice(0, MAX_LABEL - addition.length)}${addition}`;
}

function display(value: OdooValue): string {
  if (value === null || value === false) return "empty";
  if (!Array.isArray(value)) return oneLine(String(value)).slice(0, 100);
  const [id, name] = value;
  return oneLine(typeof name === "string" && typeof id === "number" ? name : value.join(", ")).slice(0, 100);
}

function oneLine(text: string): string {
  // what the protocol refuses in a line: controls, line separators, marks that reorder text
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]+/gu, " ")
    .slice(0, MAX_EVIDENCE)
    .toWellFormed();
}
