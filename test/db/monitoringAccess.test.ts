import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listAlerts, raiseAlert, resolveAlertsGone } from "#src/db/access/alerts.ts";
import {
  failAnalysisResult,
  finishAnalysisResult,
  getLatestAnalysisResult,
  getMetricsHistory,
  startAnalysisResult,
} from "#src/db/access/analysisResults.ts";
import {
  appendDomainEvents,
  presentEventPosition,
  readDomainEvents,
  type EventPosition,
  type EventsPage,
  type NewDomainEvent,
} from "#src/db/access/domainEvents.ts";
import { claimDueFollowUps, scheduleFollowUp } from "#src/db/access/scheduledFollowUps.ts";
import { type TxContext, withTransaction } from "#src/db/index.ts";
import { alerts } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, othersTransactionsEnded, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${organisations++}` });
});
afterAll(() => database.drop());

const inTx = <T>(run: (inner: TxContext) => Promise<T>): Promise<T> => withTransaction(ctx, run);

describe("alerts", () => {
  const runway = {
    kind: "cash_runway",
    factKey: "cash_runway:company-1",
    severity: "warning",
    title: "4 months of cash",
    detail: {},
    analysisId: "a-1",
  } as const;
  const all = () => inTx((inner) => listAlerts(inner, { statuses: ["new", "acknowledged", "resolved", "dismissed"], limit: 10 }));

  test("the same fact is raised once, however often and by however many it is seen, and keeps its present numbers", async () => {
    const seen = await Promise.all(Array.from({ length: 8 }, () => inTx((inner) => raiseAlert(inner, runway))));
    expect(seen.filter(({ raised }) => raised)).toHaveLength(1);
    ctx.clock.advance({ hours: 1 });
    await inTx((inner) => raiseAlert(inner, { ...runway, severity: "critical", title: "2 months of cash" }));
    expect(await all()).toEqual([
      expect.objectContaining({ title: "2 months of cash", severity: "critical", lastSeenAt: ctx.clock.now() }),
    ]);
  });

  test("a fact that is gone is resolved, and raised anew when it comes back", async () => {
    await inTx((inner) => raiseAlert(inner, runway));
    expect(await inTx((inner) => resolveAlertsGone(inner, { kinds: ["cash_runway"], stillThere: [] }))).toEqual({ resolved: 1 });
    expect(await inTx((inner) => raiseAlert(inner, runway))).toEqual({ raised: true });
    expect((await all()).map(({ status }) => status).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["new", "resolved"]);
  });

  test("what a person dismissed is not raised again while its fact stands", async () => {
    await inTx((inner) => raiseAlert(inner, runway));
    await inTx(({ tx }) => tx.update(alerts).set({ status: "dismissed" }));
    expect(await inTx((inner) => raiseAlert(inner, runway))).toEqual({ raised: false });
    expect(await all()).toEqual([expect.objectContaining({ status: "dismissed" })]);
  });
});

test("the metrics' history holds finished analyses only, oldest first, and the latest is the newest of them", async () => {
  const run = async (id: string, end: (inner: TxContext) => Promise<void>): Promise<Date> => {
    const at = ctx.clock.now();
    await inTx((inner) => startAnalysisResult(inner, { id, kind: "financial" }));
    await inTx(end);
    ctx.clock.advance({ hours: 1 });
    return at;
  };
  const finished = (id: string, cash: number) => (inner: TxContext) =>
    finishAnalysisResult(inner, { id, findings: {}, metrics: { cash }, notChased: [] });
  await run("a-0", finished("a-0", 50));
  const second = await run("a-1", finished("a-1", 100));
  const third = await run("a-2", finished("a-2", 90));
  await run("a-3", (inner) => failAnalysisResult(inner, { id: "a-3", error: "Odoo did not answer." }));
  await run("a-4", async () => {});
  expect(await inTx((inner) => getMetricsHistory(inner, { kind: "financial", since: second }))).toEqual([
    { at: second, metrics: { cash: 100 } },
    { at: third, metrics: { cash: 90 } },
  ]);
  expect(await inTx((inner) => getLatestAnalysisResult(inner, "financial"))).toMatchObject({ id: "a-2" });
});

describe("domain events", () => {
  const event = (n: number) => ({ kind: "action.approved", payload: { n } });

  const begin = { tx: "0", id: 0 };
  const read = async (after: EventPosition = begin, limit = 500) => {
    await othersTransactionsEnded(database);
    return inTx((inner) => readDomainEvents(inner, { after, limit }));
  };
  const numbers = (page: EventsPage | null) => page?.events.map(({ payload }) => payload["n"]);

  test("those of one transaction follow each other, and a reader goes on from where it stands", async () => {
    const present = await inTx(presentEventPosition);
    await inTx(async (inner) => {
      await appendDomainEvents(inner, [event(1)]);
      await appendDomainEvents(inner, [event(2), event(3)]);
    });
    const first = await read(begin, 2);
    expect([numbers(first), first?.more]).toEqual([[1, 2], true]);
    const second = await read(first!.position);
    expect([numbers(second), second?.more]).toEqual([[3], false]);
    expect(await read(second!.position)).toEqual({ events: [], position: second!.position, more: false });
    expect(numbers(await read(present))).toEqual([1, 2, 3]);
  });

  test.each(["the late one wrote first", "the late one wrote last"])("a transaction that commits late is not missed: %s", async (which) => {
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const late = inTx(async (inner) => {
      // its number is given out here, before that of the other
      await inner.tx.execute(sql`select pg_current_xact_id()`);
      if (which.endsWith("first")) await writeNow(inner, [event(1)]);
      written.resolve();
      await mayCommit.promise;
      if (which.endsWith("last")) await writeNow(inner, [event(1)]);
    });
    await written.promise;
    await inTx((inner) => appendDomainEvents(inner, [event(2)]));
    // the second has committed: shown now, it would hide the first one for ever
    expect(numbers(await read())).toEqual([]);
    mayCommit.resolve();
    await late;
    expect(numbers(await read())).toEqual([1, 2]);
  });

  test("a younger transaction that took the lower id and commits last is not missed", async () => {
    const numbered = Promise.withResolvers<void>();
    const tookId = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const older = inTx(async (inner) => {
      await inner.tx.execute(sql`select pg_current_xact_id()`);
      numbered.resolve();
      await tookId.promise;
      await writeNow(inner, [event(1)]);
    });
    await numbered.promise;
    const younger = inTx(async (inner) => {
      await writeNow(inner, [event(2)]);
      tookId.resolve();
      await mayCommit.promise;
    });
    await older;
    const first = await read();
    expect(numbers(first)).toEqual([1]);
    mayCommit.resolve();
    await younger;
    const second = await read(first!.position);
    expect(numbers(second)).toEqual([2]);
    expect(second!.position.id).toBeLessThan(first!.position.id);
  });

  test("a position that the database has not reached is told apart: it was restored", async () => {
    expect(await read({ tx: "9000000000000", id: 1 })).toBeNull();
  });

  test("another organisation hears nothing of them", async () => {
    await inTx((inner) => appendDomainEvents(inner, [event(1)]));
    const other = testContext(database.db, { orgId: "org-deaf" });
    expect(numbers(await withTransaction(other, (inner) => readDomainEvents(inner, { after: begin })))).toEqual([]);
  });

  test("an alert is told of when it is raised, when it changes and when it is resolved, and not each time it is seen", async () => {
    const fact = { kind: "runway_short", factKey: "runway", severity: "warning", title: "Six months", detail: {} } as const;
    const raise = (title: string) => inTx((inner) => raiseAlert(inner, { ...fact, title, analysisId: "a-1" }));
    for (const title of ["Six months", "Six months", "Five months"]) await raise(title);
    await inTx((inner) => resolveAlertsGone(inner, { kinds: ["runway_short"], stillThere: [] }));
    expect((await read())?.events.map(({ kind, payload }) => [kind, payload["status"]])).toEqual([
      ["alert.raised", "new"],
      ["alert.changed", "new"],
      ["alert.resolved", "resolved"],
    ]);
  });
});

/** Writes at once, as in a transaction that something else opened. */
async function writeNow(inner: TxContext, events: readonly NewDomainEvent[]): Promise<void> {
  await inner.tx.transaction((savepoint) => appendDomainEvents({ ...inner, tx: savepoint }, events));
}

test("a follow-up is scheduled once an action and comes due at its time, for one worker at a time", async () => {
  const due = new Date(ctx.clock.now().getTime() + 3_600_000);
  const actionId = uuidv7(ctx.clock.now());
  const schedule = (id: string) =>
    inTx((inner) =>
      scheduleFollowUp(inner, {
        id,
        actionId,
        contextType: "customer",
        contextId: 42,
        scheduledFor: due,
        actionType: "schedule_customer_check_in",
        parameters: {},
      }),
    );
  const first = await schedule(uuidv7(ctx.clock.now()));
  const again = await schedule(uuidv7(ctx.clock.now()));
  expect([first.isNew, again.isNew]).toEqual([true, false]);
  expect(again.followUp.id).toBe(first.followUp.id);
  const claim = (until: Date) => inTx((inner) => claimDueFollowUps(inner, { runId: uuidv7(ctx.clock.now()), until, limit: 5 }));
  const soon = new Date(due.getTime() + 60_000);
  expect(await claim(soon)).toEqual([]);
  ctx.clock.advance({ hours: 1 });
  const both = await Promise.all([claim(soon), claim(soon)]);
  expect(both.flat()).toMatchObject([{ id: first.followUp.id, tries: 1 }]);
  expect(await claim(soon)).toEqual([]);
  ctx.clock.advance({ minutes: 1 });
  expect(await claim(soon)).toMatchObject([{ tries: 2 }]);
});
