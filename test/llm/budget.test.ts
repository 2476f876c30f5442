import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { reserveAiCost } from "#src/db/access/aiUsage.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { testContext } from "#test/support/context.ts";
import { GOOD, MODEL, openScene, ORDER } from "./scene.ts";

/** The budget of a month: what is compared with it, and that nothing slips under it. */

const scene = openScene();
const good = { kind: "json", value: GOOD } as const;

/** The most that the call of these tests can cost: every byte a token that is written to the cache, and all of the output. */
const MOST_USD = 0.0148;

describe("a call that could pass the budget", () => {
  test("is not made, and says what was spent, what it may cost and what to do", async () => {
    scene.set({ monthlyBudgetUsd: 0.01 });
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({
      ok: false,
      reason: "over_budget",
      sentence: expect.stringMatching(
        /have cost \$0\.00 of a budget of \$0\.0100, and this one may cost up to \$0\.01\d\d, so the model was not asked/,
      ) as string,
      next: expect.stringContaining("ai-coo settings set model") as string,
      usage: null,
    });
    expect(scene.server.requests()).toEqual([]);
    expect(await scene.recorded()).toEqual([]);
  });

  test("counts what the month has cost, not what it could have", async () => {
    scene.set({ monthlyBudgetUsd: MOST_USD + 0.001 });
    scene.server.script(good);
    const model = scene.model();
    const first = await model.ask(ORDER);
    expect(first.usage!.costUsd).toBeLessThan(MOST_USD / 3);
    // what is left is no longer the most that a call can cost
    expect(await model.ask(ORDER)).toMatchObject({ ok: false, reason: "over_budget" });
    expect(await scene.cost()).toEqual({ spentUsd: first.usage!.costUsd, heldUsd: 0 });
  });

  test("is never below what it comes to: bytes bound tokens, whatever the text", async () => {
    scene.server.answerAlways(() => good);
    for (const content of ["a", "é", "漢字".repeat(500), "🙂".repeat(500)]) {
      scene.set({ monthlyBudgetUsd: 1_000 });
      const { usage } = await scene.model().ask({ ...ORDER, content });
      expect(usage!.costUsd).toBeLessThan(MOST_USD + Buffer.byteLength(content) * 2.5e-6);
    }
  });

  test("stops trying again, when the lost answers have used it up", async () => {
    scene.set({ monthlyBudgetUsd: MOST_USD * 2.5 });
    scene.server.script({ kind: "drop", when: "before_answer" }, { kind: "drop", when: "before_answer" });
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({ ok: false, reason: "over_budget", usage: { tries: 2, isAssumed: true } });
  });
});

describe("two calls at once", () => {
  test("do not both take what is left for one", async () => {
    scene.set({ monthlyBudgetUsd: MOST_USD * 1.5 });
    scene.server.script({ kind: "hang" });
    const leaving = new AbortController();
    const asks = Array.from({ length: 8 }, () => scene.model().ask({ ...ORDER, signal: leaving.signal }));
    // whichever got it waits for its answer; all others are refused meanwhile
    const refused = Promise.withResolvers<void>();
    let over = 0;
    const count = async (ask: (typeof asks)[number]): Promise<void> => {
      await ask;
      over += 1;
      if (over === asks.length - 1) refused.resolve();
    };
    for (const ask of asks) void count(ask);
    await refused.promise;
    await scene.server.arrived(1);
    expect((await scene.cost()).heldUsd).toBeGreaterThan(0);
    leaving.abort();
    const reasons = (await Promise.all(asks)).map((answer) => (answer.ok ? "answered" : answer.reason));
    expect(reasons.toSorted()).toEqual(["cancelled", ...Array.from({ length: 7 }, () => "over_budget")]);
    expect(scene.server.requests()).toHaveLength(1);
    expect((await scene.cost()).heldUsd).toBe(0);
  });

  test("wait for each other where they look at what is left, also in different processes", async () => {
    const { ctx } = scene;
    const reserve = (inner: TxContext) => {
      const row = { id: uuidv7(ctx.clock.now()), at: ctx.clock.now(), model: MODEL, purpose: "order", mostUsd: 1 };
      return reserveAiCost(inner, row, { monthFrom: new Date(0), budgetUsd: 1.5 });
    };
    const looked = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const first = withTransaction(ctx, async (inner) => {
      const outcome = await reserve(inner);
      looked.resolve();
      await commit.promise;
      return outcome;
    });
    await looked.promise;
    const state = { over: false };
    const second = withTransaction(ctx, reserve).finally(() => (state.over = true));
    while (!state.over && !(await somebodyWaits())) await new Promise(setImmediate);
    commit.resolve();
    expect([(await first).granted, (await second).granted]).toEqual([true, false]);
  });

  async function somebodyWaits(): Promise<boolean> {
    const { rows } = await scene.ctx.db.execute(
      sql`select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.length > 0;
  }

  test("are both made where the budget has room for both", async () => {
    scene.server.answerAlways(() => good);
    const answers = await Promise.all(Array.from({ length: 6 }, () => scene.model().ask(ORDER)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await scene.recorded()).toHaveLength(6);
    expect((await scene.cost()).heldUsd).toBe(0);
  });
});

describe("the month", () => {
  test("is the calendar's, in the organisation's time zone", async () => {
    scene.set({ monthlyBudgetUsd: MOST_USD * 1.05, timezone: "Pacific/Auckland" });
    scene.server.answerAlways(() => good);
    scene.ctx.clock.set("2026-03-31T10:59:00Z"); // 23:59 in Auckland
    const model = scene.model();
    expect((await model.ask(ORDER)).ok).toBe(true);
    expect(await model.ask(ORDER)).toMatchObject({ reason: "over_budget" });
    scene.ctx.clock.advance({ minutes: 1 });
    expect((await model.ask(ORDER)).ok).toBe(true);
  });

  test("holds what a killed process had set aside, until it is over", async () => {
    const { ctx } = scene;
    const from = new Date("2026-02-28T23:00:00Z");
    const row = { id: uuidv7(ctx.clock.now()), at: ctx.clock.now(), model: MODEL, purpose: "order", mostUsd: MOST_USD };
    await withTransaction(ctx, (inner) => reserveAiCost(inner, row, { monthFrom: from, budgetUsd: 1 }));
    scene.set({ monthlyBudgetUsd: MOST_USD * 1.5 });
    const model = scene.model();
    expect(await model.ask(ORDER)).toMatchObject({
      reason: "over_budget",
      sentence: expect.stringContaining("set aside for calls under way") as string,
    });
    ctx.clock.set("2026-04-01T00:00:00Z");
    scene.server.script(good);
    expect((await model.ask(ORDER)).ok).toBe(true);
    expect((await scene.cost()).heldUsd).toBe(0);
  });
});

describe("the price", () => {
  test("of a model that nobody priced is the dearest that is known, and that is recorded", async () => {
    scene.server.script({ refused: 404 }, { refused: 404 });
    scene.set({ monthlyBudgetUsd: 0.05 });
    const model = scene.model({ model: "claude-novel-7" });
    expect(await model.ask(ORDER)).toMatchObject({ reason: "over_budget" });
    scene.set({ monthlyBudgetUsd: 1 });
    await model.ask(ORDER);
    expect(await scene.recorded()).toMatchObject([{ pricedBy: "dearest", outcome: "model_unknown" }]);
    expect(await scene.sums()).toMatchObject([{ model: "claude-novel-7", pricedAsDearest: 1 }]);

    scene.set({ monthlyBudgetUsd: 0.05, prices: { "claude-novel-7": { input: 1, output: 1, cacheWrite: 1, cacheRead: 1 } } });
    await model.ask(ORDER);
    expect((await scene.recorded())[1]).toMatchObject({ pricedBy: "settings" });
  });

  test("is the organisation's own where it set one", async () => {
    scene.set({ prices: { [MODEL]: { input: 1_000, output: 0, cacheWrite: 0, cacheRead: 0 } } });
    scene.server.script(good);
    const { usage } = await scene.model().ask(ORDER);
    expect(usage!.costUsd).toBe(usage!.inputTokens / 1_000);
  });
});

test("an organisation that has switched the model off asks nothing", async () => {
  scene.set({ enabled: false });
  expect(await scene.model().ask(ORDER)).toMatchObject({ ok: false, reason: "switched_off", usage: null });
  expect(scene.server.requests()).toEqual([]);
});

test("organisations neither see nor use up each other's budgets", async () => {
  scene.set({ monthlyBudgetUsd: MOST_USD * 1.2 });
  scene.server.script(good, good);
  const theirs = testContext(scene.ctx.db, { orgId: "org-theirs", now: scene.ctx.clock.now() });
  expect((await scene.model({ ctx: theirs }).ask(ORDER)).ok).toBe(true);
  expect(await scene.cost()).toEqual({ spentUsd: 0, heldUsd: 0 });
  expect(await scene.sums()).toEqual([]);
  expect((await scene.model().ask(ORDER)).ok).toBe(true);
  expect(await scene.recorded()).toHaveLength(1);
});
