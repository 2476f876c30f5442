import { sql, type SQL } from "drizzle-orm";
import { saveView } from "#src/people/index.ts";
import type { Organisation } from "./cast.ts";
import { ACTION_SCENES } from "./actionScenes.ts";
import { CUSTOMER_SCENES } from "./customerScenes.ts";
import { ownerOf, type Scene, type SceneWorld } from "./sceneWorld.ts";

const rowOf = async ({ db }: SceneWorld, query: SQL): Promise<string> => {
  const { rows } = await db.execute<{ id: string }>(query);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("there is nothing for the scene to name");
  return id;
};

/** The first row of an account's table that is the organisation's. */
const accountRow =
  (what: (org: Organisation) => SQL, body: object = {}) =>
  async (world: SceneWorld): Promise<Scene> => ({ id: await rowOf(world, what(world.org)), body });

const invitation = accountRow(
  ({ id }) => sql`select id from ai_coo.invitation where organization_id = ${id} and status = 'pending' order by id limit 1`,
);
const person = (role: "viewer" | "approver" | "admin", body: object = {}) => {
  return ({ org }: SceneWorld): Promise<Scene> => Promise.resolve({ id: org.users[role], body });
};

/** How each route that names something is made to succeed in one organisation; a route without a scene is a fault. */
export const SCENES: Readonly<Record<string, (world: SceneWorld) => Promise<Scene>>> = {
  ...ACTION_SCENES,
  ...CUSTOMER_SCENES,
  "GET /api/ai-coo/invitations/{id}/link": invitation,
  "POST /api/ai-coo/invitations/{id}/withdraw": invitation,
  "POST /api/ai-coo/keys/{id}/revoke": accountRow(
    ({ id }) => sql`select id from ai_coo.apikey where reference_id = ${id} order by id limit 1`,
  ),
  "POST /api/ai-coo/saved-views/{id}/remove": async (world) => {
    const [kept] = await saveView(ownerOf(world), world.org.users.owner, {
      name: `Scene ${world.org.id}`.slice(0, 40),
      query: { view: "done" },
    });
    return { id: kept!.id, body: {} };
  },
  "POST /api/ai-coo/people/{id}/role": person("admin", { role: "approver" }),
  "POST /api/ai-coo/people/{id}/remove": person("viewer"),
  "POST /api/ai-coo/people/{id}/recover": person("approver"),
  "POST /api/ai-coo/account/passkeys/{id}/remove": accountRow(
    ({ users }) => sql`select id from ai_coo.passkey where user_id = ${users.owner} limit 1`,
  ),
  "POST /api/ai-coo/account/sessions/{id}/end": accountRow(
    ({ users }) => sql`select id from ai_coo.session where user_id = ${users.owner} limit 1`,
  ),
};
