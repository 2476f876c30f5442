import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { approveAction } from "#src/actions/index.ts";
import { member, organization, user } from "#src/db/schema/index.ts";
import { executeAction } from "#src/executor/index.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

describe("high risk, where nobody set how many people it takes", () => {
  const HIGH = 20_000;
  let joined = 0;

  /** Makes people of the organisation who may decide. */
  async function people(...names: readonly string[]): Promise<void> {
    const { db, orgId, clock } = scene.person;
    joined += 1;
    await db.insert(organization).values({ id: orgId, name: "Ours", slug: orgId, createdAt: clock.now() }).onConflictDoNothing();
    for (const name of names) {
      const id = `${name}-${joined}`;
      await db.insert(user).values({ id, name, email: `${id}@ours.example` });
      await db.insert(member).values({ id: `${id}-in`, organizationId: orgId, userId: id, role: "approver", createdAt: clock.now() });
    }
  }
  const approve = async (actionId: string, name: string) => {
    const { fingerprint } = await scene.detail(actionId);
    const ctx = { ...scene.person, actor: `user:${name}-${joined}` } as const;
    return approveAction({ ctx, input: { actionId, fingerprint, channel: "in_app" } });
  };
  const run = (actionId: string) => executeAction(scene.ctx, scene.worker(), actionId);
  const promised = async (actionId: string) => {
    const { action, minApprovals, riskLevel } = await scene.detail(actionId);
    return [riskLevel, action.approval.min_approvals, minApprovals];
  };

  test("is one person's where one may decide, and runs although a second one joined since", async () => {
    await people("ines");
    const { action_id: actionId } = await scene.propose({}, (action) => action, HIGH);
    expect(await promised(actionId)).toEqual(["high", 1, 1]);
    expect(await approve(actionId, "ines")).toMatchObject({ status: "approved", approvals: { given: 1, needed: 1 } });
    const { db, orgId, clock } = scene.person;
    await db.insert(user).values({ id: `late-${joined}`, name: "Late", email: `late-${joined}@ours.example` });
    await db
      .insert(member)
      .values({ id: `late-${joined}-in`, organizationId: orgId, userId: `late-${joined}`, role: "admin", createdAt: clock.now() });
    expect(await run(actionId)).toMatchObject({ result: "executed" });
  });

  test("takes both once a second one joined before it was decided, and is not stuck", async () => {
    await people("ines");
    const { action_id: actionId } = await scene.propose({}, (action) => action, HIGH);
    const before = joined;
    await people("jon");
    expect(await promised(actionId)).toEqual(["high", 1, 2]);
    const { fingerprint } = await scene.detail(actionId);
    const ines = { ...scene.person, actor: `user:ines-${before}` } as const;
    expect(await approveAction({ ctx: ines, input: { actionId, fingerprint, channel: "in_app" } })).toMatchObject({
      status: "pending_approval",
      approvals: { given: 1, needed: 2 },
    });
    expect(await approve(actionId, "jon")).toMatchObject({ status: "approved" });
    expect(await run(actionId)).toMatchObject({ result: "executed" });
  });

  test("keeps the two that it was proposed with when one of them leaves; what is proposed then takes the one", async () => {
    await people("ines", "jon");
    const { action_id: actionId } = await scene.propose({}, (action) => action, HIGH);
    expect(await promised(actionId)).toEqual(["high", 2, 2]);
    const { db } = scene.person;
    await db.delete(member).where(sql`${member.id} = ${`jon-${joined}-in`}`);
    expect(await promised(actionId)).toEqual(["high", 2, 2]);
    expect(await approve(actionId, "ines")).toMatchObject({ status: "pending_approval", approvals: { given: 1, needed: 2 } });
    const { action_id: next } = await scene.propose({ partnerId: 91, ids: [9101] }, (action) => action, HIGH);
    expect(await promised(next)).toEqual(["high", 1, 1]);
  });

  test("counts nobody who only reads, and a number that somebody sets holds whoever there is", async () => {
    await people("ines", "jon");
    const { db } = scene.person;
    await db
      .update(member)
      .set({ role: "viewer" })
      .where(sql`${member.id} = ${`jon-${joined}-in`}`);
    const { action_id: one } = await scene.propose({}, (action) => action, HIGH);
    await saveGuardrails(scene.person, { minApprovals: { high: 2 } });
    expect(await promised(one)).toEqual(["high", 1, 2]);
    await db
      .update(member)
      .set({ role: "owner" })
      .where(sql`${member.id} = ${`jon-${joined}-in`}`);
    await saveGuardrails(scene.person, { minApprovals: { high: 1 } });
    const { action_id: two } = await scene.propose({ partnerId: 92, ids: [9201] }, (action) => action, HIGH);
    expect(await promised(two)).toEqual(["high", 1, 1]);
  });

  test("asks both about what was approved by one as less than high", async () => {
    await people("ines", "jon");
    const { action_id: actionId } = await scene.propose({}, (action) => action, 900);
    expect(await approve(actionId, "ines")).toMatchObject({ status: "approved" });
    await saveGuardrails(scene.person, { risk: { highAmount: 500 } });
    expect(await run(actionId)).toMatchObject({ result: "require_reapproval" });
    expect(await promised(actionId)).toEqual(["high", 2, 2]);
  });
});
