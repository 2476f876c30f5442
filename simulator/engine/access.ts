import { ADMIN_ACCESS, USER_ACCESS } from "../data/access.ts";
import { ADMIN_ID, type Env, type LiveModel } from "./env.ts";
import { accessError } from "./errors.ts";
import { num, type Row, text } from "./values.ts";

export type Operation = "read" | "write" | "create" | "unlink";

const VERBS: Readonly<Record<Operation, string>> = { read: "access", write: "modify", create: "create", unlink: "delete" };

/** Whether the user may do this to the model at all: `ir.model.access`. */
export function mayAccess(env: Env, model: LiveModel, operation: Operation): boolean {
  return deniedGroups(env, model, operation) === undefined;
}

function deniedGroups(env: Env, model: LiveModel, operation: Operation): readonly string[] | undefined {
  if (env.su) return undefined;
  const table = isAdmin(env) ? ADMIN_ACCESS : USER_ACCESS;
  const entry = table[env.release][model.name];
  return entry?.denied.includes(operation) ? entry.groups : undefined;
}

/** Two users have keys: the administrator, and the restricted integration user. */
export const isAdmin = (env: Env): boolean => env.su || env.uid <= ADMIN_ID;

export function checkAccess(env: Env, model: LiveModel, operation: Operation): void {
  const groups = deniedGroups(env, model, operation);
  if (!groups) return;
  const allowed =
    groups.length > 0
      ? `This operation is allowed for the following groups:\n${groups.map((group) => `\t- ${group}`).join("\n")}`
      : "No group currently allows this operation.";
  throw accessError(
    `You are not allowed to ${VERBS[operation]} '${model.label}' (${model.name}) records.\n\n${allowed}\n\nContact your administrator to request access if necessary.`,
  );
}

/** Whether a record rule lets this user see the record. */
export function visible(env: Env, model: LiveModel, row: Row): boolean {
  return isAdmin(env) || !model.definition.rule || model.definition.rule.allows(env, row);
}

/** Refuses records that a rule hides, in the release's own words. */
export function checkVisible(env: Env, model: LiveModel, rows: readonly Row[], operation: Operation): void {
  const hidden = rows.filter((row) => !visible(env, model, row));
  if (hidden.length === 0) return;
  const user = env.store.table("res.users").get(env.uid);
  const partner = user ? env.store.table("res.partner").get(num(user, "partner_id")) : undefined;
  const name = partner ? text(partner, "name") : "";
  if (env.release === 14) {
    throw accessError(
      `Due to security restrictions, you are not allowed to access '${model.label}' (${model.name}) records.\n\nRecords: ${hidden
        .map((row) => `${text(row, model.recName)} (id=${row.id})`)
        .join(
          ", ",
        )}\nUser: ${name} (id=${env.uid})\n\nThis restriction is due to the following rules:\n- ${model.definition.rule?.name ?? ""}\n\nContact your administrator to request access if necessary.`,
    );
  }
  throw accessError(
    `Uh-oh! Looks like you have stumbled upon some top-secret records.\n\nSorry, ${name} (id=${env.uid}) doesn't have '${operation}' access to:\n- ${model.label} (${model.name})\n\nIf you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.`,
  );
}

/** Refuses fields that only the administrator's groups may read. */
export function checkFieldAccess(env: Env, model: LiveModel, names: readonly string[], operation: "read" | "write"): void {
  if (isAdmin(env)) return;
  for (const name of names) {
    const field = model.fields.get(name);
    if (!field?.groups) continue;
    throw accessError(
      env.release === 14
        ? `The requested operation can not be completed due to security restrictions.\n\nDocument type: ${model.label} (${model.name})\nOperation: ${operation}\nUser: ${env.uid}\nFields:\n- ${name} (allowed for groups '${field.groups}')`
        : `You do not have enough rights to access the field "${name}" on ${model.label} (${model.name}). Please contact your system administrator.\n\nOperation: ${operation}\nUser: ${env.uid}\nGroups: allowed for groups '${field.groups}'`,
    );
  }
}
