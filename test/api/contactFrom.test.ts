import { afterAll, beforeAll, expect, test } from "vitest";
import { readContactFrom } from "#src/api/reads/contactFrom.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import { testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

/** When an action that is approved now would reach its recipients: Monday to Friday, 08:00 to 18:00 in Paris. */

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const at = (now: string, orgId = "org-acme") => testContext(database.db, { now, orgId });
const action = exampleAction();
const waiting = { action, status: "pending_approval", notBefore: null } as const;

test.each([
  ["within the hours: now", "2026-03-02T09:00:00Z", null],
  ["in the evening: the next morning", "2026-03-02T19:30:00Z", "2026-03-03T07:00:00.000Z"],
  ["on Saturday: on Monday", "2026-03-07T10:00:00Z", "2026-03-09T07:00:00.000Z"],
  ["over the change of the clock: by the recipient's", "2026-03-28T20:00:00Z", "2026-03-30T06:00:00.000Z"],
])("%s", async (_when, now, expected) => {
  expect(await readContactFrom(at(now), waiting)).toBe(expected);
});

test("a free day of the organisation's is passed over", async () => {
  const ctx = at("2026-03-02T19:30:00Z", "org-free");
  await withTransaction(ctx, (inner) => saveOrgSettings(inner, "outreach", { holidays: [{ date: "2026-03-03" }] }));
  expect(await readContactFrom(ctx, waiting)).toBe("2026-03-04T07:00:00.000Z");
});

test("nothing is said where no hours bind", async () => {
  const checks = action.revalidation_plan.checks.filter(({ predicate }) => predicate.type !== "quiet_hours_ok");
  const unbound = { ...action, revalidation_plan: { ...action.revalidation_plan, checks } };
  expect(await readContactFrom(at("2026-03-07T10:00:00Z"), { ...waiting, action: unbound })).toBeNull();
});

test("what was put off counts from then on, and what has run says nothing any more", async () => {
  const monday = at("2026-03-02T09:00:00Z");
  expect(await readContactFrom(monday, { ...waiting, notBefore: "2026-03-07T10:00:00.000Z" })).toBe("2026-03-09T07:00:00.000Z");
  expect(await readContactFrom(at("2026-03-07T10:00:00Z"), { ...waiting, status: "completed" })).toBeNull();
});
