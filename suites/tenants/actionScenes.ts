import { eq } from "drizzle-orm";
import { approveAction, proposeAction, snoozeAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { ownerOf, type Scene, type SceneWorld, type Scenes } from "./sceneWorld.ts";

const DAY_MS = 86_400_000;
const REASON = "a reason of the suite";

interface Proposed {
  readonly id: string;
  readonly fingerprint: string;
}

/** Every scene's customer is another one, so that no two actions are one by their key. */
let lastPartner = 900_000;

async function proposed(world: SceneWorld, parts: Parameters<typeof exampleAction>[1] = {}): Promise<Proposed> {
  const ctx = ownerOf(world);
  const now = ctx.clock.now();
  lastPartner += 1;
  const action = exampleAction(parts.actionType === "update_deal_stage" ? { rollback_strategy: "auto_undo_odoo_write" } : {}, {
    actionId: uuidv7(now),
    orgId: ctx.orgId,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + DAY_MS).toISOString(),
    partnerId: lastPartner,
    partnerName: world.org.canary,
    ...parts,
  });
  const result = await proposeAction({ ctx: { ...ctx, actor: "system:ai-coo" }, input: { action } });
  if (!result.proposed) throw new Error(`the action of a scene was not proposed: ${result.reason}`);
  return { id: result.actionId, fingerprint: result.fingerprint };
}

/** Leaves an action as something that is not this suite's does: a lost answer, the executor, a reply. */
async function left(world: SceneWorld, { id }: Proposed, as: Partial<typeof autonomousActions.$inferInsert>): Promise<void> {
  await withTransaction(ownerOf(world), ({ tx }) => tx.update(autonomousActions).set(as).where(eq(autonomousActions.actionId, id)));
}

type Prepare = (world: SceneWorld) => Promise<Proposed>;
type Body = (action: Proposed) => Pick<Scene, "body" | "query">;

const scene =
  (prepare: Prepare, body: Body = () => ({})) =>
  async (world: SceneWorld): Promise<Scene> => {
    const action = await prepare(world);
    return { id: action.id, ...body(action) };
  };

/** An action of the organisation that waits. */
export const proposedOf: Prepare = (world) => proposed(world);

const pending: Prepare = proposedOf;
const approved =
  (undoable: boolean): Prepare =>
  async (world) => {
    const action = await proposed(world);
    const input = { actionId: action.id, fingerprint: action.fingerprint, channel: "in_app", undoable } as const;
    await approveAction({ ctx: ownerOf(world), input });
    return action;
  };
const snoozed: Prepare = async (world) => {
  const action = await proposed(world);
  await snoozeAction({ ctx: ownerOf(world), input: { actionId: action.id, until: inAnHour() } });
  return action;
};
const inDoubt: Prepare = async (world) => {
  const action = await proposed(world);
  await left(world, action, { status: "needs_attention" });
  return action;
};
const moved: Prepare = async (world) => {
  const action = await proposed(world, { actionType: "update_deal_stage" });
  await left(world, action, { status: "completed" });
  return action;
};
const held: Prepare = async (world) => {
  const action = await proposed(world);
  await left(world, action, { holdReason: REASON, holdSource: "inbound" });
  return action;
};

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const seen: Body = ({ fingerprint }) => ({ body: { fingerprint } });
const because: Body = () => ({ body: { reason: REASON } });
const seenBecause: Body = ({ fingerprint }) => ({ body: { fingerprint, reason: REASON } });
const at = (verb: string): string => `POST /api/ai-coo/actions/{id}/${verb}`;

/** An action of its own for each route, standing where the route takes it from. */
export const ACTION_SCENES: Scenes = {
  "GET /api/ai-coo/actions/{id}": scene(pending),
  "GET /api/ai-coo/actions/{id}/message.html": scene(pending, ({ fingerprint }) => ({ query: `?fingerprint=${fingerprint}` })),
  [at("approve")]: scene(pending, seen),
  [at("reject")]: scene(pending, seenBecause),
  [at("edit")]: scene(pending, ({ fingerprint }) => ({ body: { fingerprint, edit: { type: "send_email", subject: "Another subject" } } })),
  [at("snooze")]: scene(pending, () => ({ body: { until: inAnHour() } })),
  [at("unsnooze")]: scene(snoozed, () => ({ body: {} })),
  [at("check")]: scene(pending, seen),
  [at("cancel")]: scene(approved(false), because),
  [at("recall")]: scene(approved(true), seen),
  [at("resolve")]: scene(inDoubt, () => ({ body: { resolution: "give_up", reason: REASON } })),
  [at("undo")]: scene(moved, seenBecause),
  [at("release")]: scene(held, () => ({ body: { reason: REASON, hold: REASON } })),
};
