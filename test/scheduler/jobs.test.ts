import { describe, expect, test } from "vitest";
import { approveAction, claimActions } from "#src/actions/index.ts";
import { createJobHandlers } from "#src/scheduler/index.ts";
import { getGuardrails, saveGuardrails } from "#src/policy/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { NOW as LAB_NOW, openLab } from "#test/analyzers/support.ts";
import { setScene } from "#test/executor/scene.ts";

/** Every job run twice at once, and again late: what one run does is done once, and nobody is harmed. */

const scene = setScene();
const { signal } = new AbortController();

/** The handlers of a worker of its own. */
function worker(name: string, reader: OdooReader = scene.odoo.reader) {
  const handlers = createJobHandlers({ ctx: scene.ctx, reader, executor: scene.worker(name) });
  return (job: keyof typeof handlers) => handlers[job]({ orgId: scene.ctx.orgId }, { signal });
}

const both = (job: Parameters<ReturnType<typeof worker>>[0], reader?: OdooReader) =>
  Promise.all(["one", "two"].map((name) => worker(name, reader)(job)));

const sum = (outcomes: readonly Readonly<Record<string, unknown>>[], figure: string): number =>
  outcomes.reduce((total, outcome) => total + Number(outcome[figure]), 0);

describe("twice at once, and again late", () => {
  test("process-approved executes each action once", async () => {
    for (let index = 0; index < 12; index++) await scene.approved();
    const outcomes = await both("process-approved");
    expect(sum(outcomes, "executed")).toBe(12);
    scene.ctx.clock.advance({ hours: 6 });
    expect(await worker("late")("process-approved")).toMatchObject({ executed: 0, failed: 0, needs_attention: 0 });
    expect(scene.mail.sent).toHaveLength(12);
  });

  test("recover-attempts returns what a dead worker held once", async () => {
    for (let index = 0; index < 5; index++) await scene.approved();
    await claimActions({ ctx: scene.ctx, input: { workerId: "dead", leaseSeconds: 60, limit: 5 } });
    scene.ctx.clock.advance({ minutes: 2 });
    const outcomes = await both("recover-attempts");
    expect([sum(outcomes, "found"), sum(outcomes, "returned")]).toEqual([5, 5]);
    scene.ctx.clock.advance({ hours: 1 });
    expect(await worker("late")("recover-attempts")).toMatchObject({ found: 0, failed: 0 });
    expect(await worker("late")("process-approved")).toMatchObject({ executed: 5 });
  });

  test("expire-actions ends each life once, however late, and a verb that comes first ends it too", async () => {
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => scene.propose()));
    const { fingerprint } = await scene.detail(first!.action_id);
    scene.ctx.clock.advance({ days: 3 });
    const decision = approveAction({ ctx: scene.person, input: { actionId: first!.action_id, fingerprint, channel: "in_app" } });
    await expect(decision).rejects.toMatchObject({ code: "expired" });
    const outcomes = await both("expire-actions");
    expect(sum(outcomes, "expired")).toBeLessThanOrEqual(3);
    for (const { action_id: id } of [first!, ...others]) expect((await scene.detail(id)).status).toBe("expired");
    expect(await worker("late")("expire-actions")).toEqual({ expired: 0 });
  });

  test("policy-suggestions suggests each rule once, and takes none", async () => {
    await saveGuardrails(scene.person, { earnedAutonomy: { approvals: 5 } });
    for (let index = 0; index < 5; index++) await scene.approved({ actionType: "create_collection_task" }, undefined, 250);
    expect(await worker("one")("process-approved")).toMatchObject({ executed: 5 });
    const outcomes = await both("policy-suggestions");
    expect(sum(outcomes, "suggested")).toBe(1);
    scene.ctx.clock.advance({ days: 1 });
    expect(await worker("late")("policy-suggestions")).toEqual({ looked: 5, suggested: 0, withdrawn: 0, paused: 0 });
    expect((await getGuardrails(scene.ctx)).autoApproval).toEqual({ enabled: false, rules: [] });
  });

  test("financial-analysis proposes each action once", async () => {
    await using lab = await openLab(19, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      for (const name of ["Alder", "Birch", "Cedar"]) company.customer({ name }).invoice({ amount: 100, due: "-20d" });
    });
    scene.ctx.clock.set(LAB_NOW);
    const outcomes = await both("financial-analysis", lab.reader);
    expect([sum(outcomes, "proposed"), sum(outcomes, "already_known"), sum(outcomes, "not_proposed")]).toEqual([3, 3, 0]);
    scene.ctx.clock.advance({ hours: 5 });
    expect(await worker("late", lab.reader)("financial-analysis")).toMatchObject({ proposed: 0, not_proposed: 0 });
  });
});
