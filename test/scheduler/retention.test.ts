import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSettings } from "#src/main/settings.ts";
import { proposeAction, rejectAction } from "#src/actions/index.ts";
import { failAnalysisResult, finishAnalysisResult, startAnalysisResult } from "#src/db/access/analysisResults.ts";
import { raiseAlert } from "#src/db/access/alerts.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { insertInboundEvent } from "#src/db/access/inboundEvents.ts";
import { withTransaction } from "#src/db/index.ts";
import {
  actionEvents,
  analysisResults,
  autonomousActions,
  domainEvents,
  inboundEvents,
  session,
  user,
  verification,
} from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { runRetention } from "#src/scheduler/retention.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

const NOW = "2026-06-15T03:23:00Z";

let database: TestDatabase;
let ctx: TestContext;
let other: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  organisations += 1;
  ctx = testContext(database.db, { orgId: `org-${organisations}`, now: NOW });
  other = testContext(database.db, { orgId: `other-${organisations}`, now: NOW });
});
afterAll(() => database.drop());

const daysAgo = (days: number): Date => new Date(Date.parse(NOW) - days * 86_400_000);

/** The same context on that day. */
const on = (days: number, of = ctx): TestContext => testContext(database.db, { orgId: of.orgId, now: daysAgo(days) });

async function analysis(id: string, days: number, end: "found" | "failed" | "never" = "found", of = ctx): Promise<void> {
  await withTransaction(on(days, of), async (inner) => {
    await startAnalysisResult(inner, { id, kind: "financial" });
    if (end === "found") await finishAnalysisResult(inner, { id, findings: {}, metrics: [], notChased: [] });
    if (end === "failed") await failAnalysisResult(inner, { id, error: "Odoo was away." });
  });
}

const analysesLeft = async (of = ctx): Promise<string[]> =>
  (await withTransaction(of, ({ tx }) => tx.select({ id: analysisResults.id }).from(analysisResults))).map(({ id }) => id).toSorted();

async function propose(analysisId: string, days: number, partnerId: number): Promise<string> {
  const at = on(days);
  const now = at.clock.now();
  const times = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
  const action = exampleAction(
    { analysis_id: analysisId },
    { actionId: uuidv7(now), orgId: ctx.orgId, partnerId, ids: [partnerId * 10], ...times },
  );
  const result = await proposeAction({ ctx: at, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  return result.actionId;
}

describe("retention", () => {
  test("removes the feed of more than thirty days ago, in as many batches as it takes, of this organisation alone", async () => {
    const events = (of: TestContext, days: number, many: number) =>
      withTransaction(on(days, of), (inner) =>
        appendDomainEvents(
          inner,
          Array.from({ length: many }, () => ({ kind: "analysis.finished", payload: {} })),
        ),
      );
    await events(ctx, 31, 2_300);
    await events(ctx, 29, 3);
    await events(other, 31, 2);
    expect(await runRetention(ctx)).toMatchObject({ domainEvents: 2_300 });
    expect(await runRetention(ctx)).toMatchObject({ domainEvents: 0 });
    const left = (of: TestContext) => withTransaction(of, ({ tx }) => tx.select({ id: domainEvents.id }).from(domainEvents));
    expect([await left(ctx), await left(other)].map((rows) => rows.length)).toEqual([3, 2]);
  });

  test("removes old analyses, but keeps the newest and what open actions and alerts refer to", async () => {
    await analysis("open-action", 120);
    await analysis("ended-action", 119);
    await analysis("open-alert", 118);
    await analysis("failed", 117, "failed");
    await analysis("never-ended", 116, "never");
    await analysis("newest", 100);
    await analysis("foreign", 200, "found", other);
    await analysis("foreign-newest", 150, "found", other);
    const open = await propose("open-action", 1, 41);
    const ended = await propose("ended-action", 1, 42);
    expect(open).not.toBe(ended);
    await rejectAction({ ctx: { ...on(1), actor: "user:anna" }, input: { actionId: ended, channel: "cli", reason: "No." } });
    await withTransaction(on(118), (inner) =>
      raiseAlert(inner, {
        kind: "runway_short",
        factKey: "runway",
        severity: "warning",
        title: "Short",
        detail: {},
        analysisId: "open-alert",
      }),
    );
    const before = await Promise.all([countOf(autonomousActions), countOf(actionEvents)]);

    expect(await runRetention(ctx)).toMatchObject({ analyses: 3 });

    expect(await analysesLeft()).toEqual(["newest", "open-action", "open-alert"]);
    expect(await analysesLeft(other)).toEqual(["foreign", "foreign-newest"]);
    // never an action, never the audit
    expect(await Promise.all([countOf(autonomousActions), countOf(actionEvents)])).toEqual(before);
  });

  test("an organisation sets how long its analyses are kept", async () => {
    await analysis("older", 12);
    await analysis("newest", 1);
    await runRetention(ctx);
    expect(await analysesLeft()).toEqual(["newest", "older"]);
    await changeSettings({ ...ctx, actor: "user:anna" }, { area: "retention", change: { analysisDays: 10 }, replace: false });
    await runRetention(ctx);
    expect(await analysesLeft()).toEqual(["newest"]);
    const refused = changeSettings({ ...ctx, actor: "user:anna" }, { area: "retention", change: { analysisDays: 1 }, replace: false });
    await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("forgets what providers reported, long after they deliver it again, but not what an open action may need", async () => {
    const report = (eventKey: string, days: number, actionId: string | null = null, of = ctx) =>
      withTransaction(on(days, of), (inner) =>
        insertInboundEvent(inner, { source: "smtp2go", eventKey, kind: "delivered", actionId, leftRef: actionId && "ref" }),
      );
    const left = (of = ctx) =>
      withTransaction(of, async ({ tx }) => (await tx.select({ key: inboundEvents.eventKey }).from(inboundEvents)).map(({ key }) => key));
    const open = await propose("newest", 1, 51);
    const ended = await propose("newest", 1, 52);
    await rejectAction({ ctx: { ...on(1), actor: "user:anna" }, input: { actionId: ended, channel: "cli", reason: "No." } });
    await report("past", 91);
    await report("past-ended", 91, ended);
    await report("past-open", 91, open);
    await report("kept", 89);
    await report("in-the-list-of-sms", 60);
    await report("redelivered", 2);
    await report("foreign", 91, null, other);

    expect(await runRetention(ctx)).toMatchObject({ inboundEvents: 2 });
    expect((await left()).toSorted()).toEqual(["in-the-list-of-sms", "kept", "past-open", "redelivered"]);
    expect(await left(other)).toEqual(["foreign"]);

    // the shortest that an organisation may set is longer than anybody delivers again, or than a list of what came in is read back
    const set = (inboundDays: number) =>
      changeSettings({ ...ctx, actor: "user:anna" }, { area: "retention", change: { inboundDays }, replace: false });
    await expect(set(60)).rejects.toMatchObject({ code: "invalid_input" });
    await set(61);
    expect(await runRetention(ctx)).toMatchObject({ inboundEvents: 1 });
    expect((await left()).toSorted()).toEqual(["in-the-list-of-sms", "past-open", "redelivered"]);
  });

  test("removes sessions and sign-in links that have expired, and leaves those that have not", async () => {
    const userId = uuidv7(new Date(NOW));
    const at = new Date(NOW);
    await database.db
      .insert(user)
      .values({ id: userId, name: "Anna", email: `${userId}@example.com`, emailVerified: true, createdAt: at, updatedAt: at });
    for (const [id, expiresAt] of [
      ["past", daysAgo(0.01)],
      ["future", daysAgo(-1)],
    ] as const) {
      const times = { createdAt: at, updatedAt: at, expiresAt };
      await database.db.insert(session).values({ id, token: id, userId, ...times });
      await database.db.insert(verification).values({ id, identifier: id, value: userId, ...times });
    }
    expect(await runRetention(ctx)).toMatchObject({ sessions: 2 });
    expect(await database.db.select({ id: session.id }).from(session)).toEqual([{ id: "future" }]);
    expect(await database.db.select({ id: verification.id }).from(verification)).toEqual([{ id: "future" }]);
  });

  test("twice at once removes everything once", async () => {
    await withTransaction(on(40), (inner) =>
      appendDomainEvents(
        inner,
        Array.from({ length: 50 }, () => ({ kind: "analysis.finished", payload: {} })),
      ),
    );
    await analysis("older", 120);
    await analysis("newest", 1);
    const results = await Promise.all([runRetention(ctx), runRetention(ctx)]);
    const sum = (figure: "domainEvents" | "analyses") => results.reduce((total, result) => total + result[figure], 0);
    expect([sum("domainEvents"), sum("analyses")]).toEqual([50, 1]);
  });
});

const countOf = (table: typeof autonomousActions | typeof actionEvents): Promise<number> =>
  withTransaction(ctx, async ({ tx }) => (await tx.select({ orgId: table.orgId }).from(table)).length);
