import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS } from "#src/executor/index.ts";
import { SETTABLE_AREAS, type SettableArea } from "#src/main/settableAreas.ts";
import { changeSettings, readExecutorSettings, readSettings } from "#src/main/settings.ts";
import { testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  database = await createTestDatabase();
  ctx = testContext(database.db, { actor: "user:ada" });
});
afterAll(() => database.drop());

const everything = async () => Promise.all(SETTABLE_AREAS.map((area) => readSettings(ctx, area)));

test.each<[string, SettableArea, unknown, string]>([
  ["what is no object", "outreach", [], "one JSON object"],
  ["an unknown setting", "analysis", { graceDays: 3 }, "graceDays"],
  ["a value out of range", "recommender", { expiryHours: 0 }, "expiryHours"],
  ["an unknown time zone", "outreach", { timezone: "Mars/Olympus" }, "timezone"],
  ["a budget below nothing", "model", { monthlyBudgetUsd: -1 }, "monthlyBudgetUsd"],
  ["half a price", "model", { prices: { "claude-sonnet-5-5": { input: 2 } } }, "prices.claude-sonnet-5-5.output"],
  ["a lease of no time", "executor", { leaseSeconds: 0 }, "leaseSeconds"],
  ["hours in the wrong area", "recommender", { businessHours: { start: "00:00" } }, "businessHours"],
  ["a rule that lets high risk through", "guardrails", { autoApproval: { rules: [{ maxRisk: "high" }] } }, "autoApproval.rules.0"],
])("%s is refused by name, and nothing changes", async (_name, area, change, named) => {
  const before = await everything();
  await expect(changeSettings(ctx, { area, change, replace: false })).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining(named) as string,
    next: expect.stringContaining("settings show") as string,
  });
  expect(await everything()).toEqual(before);
});

test("what a change does not name stays as the organisation set it; null is a value", async () => {
  await changeSettings(ctx, { area: "analysis", change: { reminders: { graceDays: 10 }, escalation: { amount: null } }, replace: false });
  await changeSettings(ctx, { area: "analysis", change: { reminders: { tolerance: 5 } }, replace: false });
  expect(await readSettings(ctx, "analysis")).toMatchObject({
    reminders: { graceDays: 10, tolerance: 5, minDaysBetweenContacts: 5 },
    escalation: { amount: null, afterDays: 60 },
  });
  await changeSettings(ctx, { area: "analysis", change: {}, replace: true });
  expect(await readSettings(ctx, "analysis")).toMatchObject({ reminders: { graceDays: 3 }, escalation: { amount: 10_000 } });
});

test("how workers work is the organisation's to set, completed with the defaults", async () => {
  await changeSettings(ctx, { area: "executor", change: { leaseSeconds: 20 }, replace: false });
  expect(await readExecutorSettings(ctx)).toEqual({ ...DEFAULT_EXECUTOR_SETTINGS, leaseSeconds: 20 });
});
