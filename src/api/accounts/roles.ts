/** The roles that may decide about actions; whoever has another one may read. */
const DECIDING: ReadonlySet<string> = new Set(["owner", "admin", "approver"]);

/** Whether one of the roles (better-auth keeps several with commas between) may decide about actions. */
export function mayDecideAs(roles: string): boolean {
  return roles.split(",").some((role) => DECIDING.has(role.trim()));
}

/** The roles that may stop and resume everything. */
const CONTROLLING: ReadonlySet<string> = new Set(["owner", "admin"]);

/** Whether one of the roles may use the emergency stop. */
export function mayStopAs(roles: string): boolean {
  return roles.split(",").some((role) => CONTROLLING.has(role.trim()));
}

/** What a key may do, as better-auth keeps it; deciding has to be asked for. */
export type KeyScope = "read" | "decide";

export function permissionsOf(scopes: readonly KeyScope[]): Record<string, string[]> {
  return { actions: [...new Set(scopes)] };
}

export function keyMayDecide(permissions: unknown): boolean {
  if (typeof permissions !== "object" || permissions === null || !("actions" in permissions)) return false;
  return Array.isArray(permissions.actions) && permissions.actions.includes("decide");
}
