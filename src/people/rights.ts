/**
 * Who may do what: the one table. A route names the right it takes in its own description (`needs` in the API's `openapi.ts`),
 * and one middleware compares; nothing else asks for a role.
 */

/** From the least to the most: a role's place in the list is its weight. */
export const ROLES = ["viewer", "approver", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

export const RIGHTS = [
  /** See everything of the organisation. */
  "read",
  /** Approve, reject, edit, put off and everything else that concerns single actions and customers. */
  "decide",
  /** The emergency stop. */
  "control",
  /** Guardrails and settings: what the organisation allows. */
  "govern",
  /** Members, invitations and keys. */
  "people",
  /** What only an owner does: owners, and letting somebody back in who lost everything. */
  "own",
  /** One's own account, which nobody does for somebody else and no key does. */
  "self",
] as const;
export type Right = (typeof RIGHTS)[number];

const OF_ROLE: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ["read", "self"],
  approver: ["read", "self", "decide"],
  admin: ["read", "self", "decide", "control", "govern", "people"],
  owner: ["read", "self", "decide", "control", "govern", "people", "own"],
};

/** What a key may be made for; reading is always among it. */
export const KEY_SCOPES = ["read", "decide"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** The role that a stored word means. better-auth can keep several with commas between: the heaviest counts; an unknown one only reads. */
export function roleOf(stored: string): Role {
  const words = new Set(stored.split(",").map((word) => word.trim()));
  return ROLES.findLast((role) => words.has(role)) ?? "viewer";
}

export function rightsOfRole(role: Role): readonly Right[] {
  return OF_ROLE[role];
}

/** What somebody may do for another person: nothing that not both may, and nothing that concerns accounts. */
export function rightsActingFor(own: Role, other: Role): readonly Right[] {
  const personal: ReadonlySet<Right> = new Set(["self", "people", "own"]);
  return OF_ROLE[own].filter((right) => OF_ROLE[other].includes(right) && !personal.has(right));
}

/** Whether somebody with `own` role may give or take away a role: owners every one, admins those up to their own. */
export function mayAssign(own: Role, role: Role): boolean {
  return own === "owner" || (own === "admin" && role !== "owner");
}
