import { rolesOfMembers } from "#src/db/access/members.ts";
import type { TxContext } from "#src/db/index.ts";
import { rightsOfRole, roleOf } from "./rights.ts";

/** How many people of the organisation may decide about actions by their own role; keys and stand-ins are none of them. */
export async function countDeciders(ctx: TxContext): Promise<number> {
  const roles = await rolesOfMembers(ctx);
  return roles.filter((role) => rightsOfRole(roleOf(role)).includes("decide")).length;
}
