import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportAudit, readPersonalText } from "#src/audit/index.ts";
import { getOutreachStates } from "#src/db/access/outreachState.ts";
import { type TxContext, withTransaction } from "#src/db/index.ts";
import {
  markOutreachSent,
  markOutreachUnknown,
  outreachSettingsSchema,
  releaseOutreach,
  type Reservation,
  reserveOutreach,
  reserveOutreachBatch,
  type ReserveOutreachInput,
  suppressAddress,
} from "#src/outreach/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { contactOf, HOUR } from "./contactOf.ts";

const DAY = 24 * HOUR;

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 24 });
});
afterAll(() => database.drop());
beforeEach(() => {
  // A fresh tenant per test: nothing of another test is to be seen.
  ctx = testContext(database.db, { orgId: `org-${++organisations}` });
});

const contact = (over: Partial<ReserveOutreachInput> = {}): ReserveOutreachInput => contactOf(ctx, over);

/** Customer `n`, with an address of its own. */
const customer = (n: number): Partial<ReserveOutreachInput> => ({ partnerId: n, addresses: [`accounts@customer${n}.example`] });

const inTx = <T>(run: (tx: TxContext) => Promise<T>): Promise<T> => withTransaction(ctx, run);
const reserve = (input: ReserveOutreachInput, limits?: object): Promise<Reservation> =>
  inTx((tx) => reserveOutreach(tx, input, outreachSettingsSchema.parse(limits === undefined ? {} : { limits: { email: limits } })));

async function send(input: ReserveOutreachInput): Promise<void> {
  expect(await reserve(input)).toEqual({ ok: true });
  await inTx((tx) => markOutreachSent(tx, { actionId: input.actionId }));
}

describe("a reservation", () => {
  it("goes to exactly one of a hundred that race for one customer", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => reserve(contact())));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "duplicate")).toHaveLength(99);
  });

  it("goes to exactly one of a hundred even when each is about something else", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => reserve(contact({ contextType: "deal", contextId: index + 1 }))),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "partner_window" && answer.verdict === "defer")).toHaveLength(99);
  });

  it("closes the scope for its window and opens it to the minute", async () => {
    await send(contact({ windowMinutes: 5 * DAY }));
    ctx.clock.advance({ days: 4, hours: 23, minutes: 59 });
    expect(await reserve(contact({ windowMinutes: 5 * DAY }))).toMatchObject({
      ok: false,
      verdict: "block",
      reason: "duplicate",
      until: new Date("2026-03-07T09:00:00Z"),
    });
    ctx.clock.advance({ minutes: 1 });
    expect(await reserve(contact({ windowMinutes: 5 * DAY }))).toEqual({ ok: true });
  });

  it("looks back over its own window, however short the one before was", async () => {
    await send(contact({ windowMinutes: 4 * HOUR }));
    ctx.clock.advance({ days: 1 });
    expect(await reserve(contact({ windowMinutes: 5 * DAY }))).toMatchObject({ ok: false, reason: "duplicate" });
  });

  it("is granted again to the action that holds it, and counts once", async () => {
    const mine = contact();
    expect(await reserve(mine, { perHour: 1, perDay: 9, perPartnerAndDay: 9 })).toEqual({ ok: true });
    expect(await reserve(mine, { perHour: 1, perDay: 9, perPartnerAndDay: 9 })).toEqual({ ok: true });
  });

  it("is not granted again once the mail went out, or may have", async () => {
    const sent = contact(customer(1));
    await send(sent);
    const open = contact(customer(2));
    await reserve(open);
    await inTx((tx) => markOutreachUnknown(tx, { actionId: open.actionId }));
    ctx.clock.advance({ days: 30 });
    expect(await reserve(sent)).toMatchObject({ ok: false, verdict: "block", reason: "duplicate" });
    expect(await reserve(open)).toMatchObject({ ok: false, verdict: "block", reason: "duplicate" });
  });

  it("leaves the customer alone on that channel for a while, also about something else, and only there", async () => {
    await send(contact());
    ctx.clock.advance({ hours: 1 });
    const until = new Date("2026-03-02T13:00:00Z");
    expect(await reserve(contact({ contextType: "deal", contextId: 7 }))).toMatchObject({
      ok: false,
      verdict: "defer",
      reason: "partner_window",
      until,
    });
    expect(await reserve(contact({ channel: "sms", addresses: ["+33612345678"], contextType: "deal", contextId: 7 }))).toEqual({
      ok: true,
    });
    expect(await reserve(contact(customer(43)))).toEqual({ ok: true });
  });

  it("knows an address behind another customer's record", async () => {
    await send(contact({ partnerId: 1, addresses: ["Shared@Customer.example"] }));
    expect(await reserve(contact({ partnerId: 2, addresses: ["other@customer.example", " shared@customer.example "] }))).toMatchObject({
      ok: false,
      reason: "partner_window",
    });
  });

  it("does not see another organisation's contacts", async () => {
    await send(contact());
    ctx = testContext(database.db, { orgId: `org-${++organisations}` });
    expect(await reserve(contact())).toEqual({ ok: true });
  });

  it("vanishes with the transaction that made it", async () => {
    await expect(
      inTx(async (tx) => {
        expect(await reserveOutreach(tx, contact())).toEqual({ ok: true });
        throw new Error("the effect's intent could not be written");
      }),
    ).rejects.toThrow("intent");
    expect(await reserve(contact())).toEqual({ ok: true });
  });
});

describe("giving back and settling", () => {
  it("opens the scope and the customer again after a definite failure", async () => {
    const failed = contact();
    await reserve(failed);
    expect(await inTx((tx) => releaseOutreach(tx, { actionId: failed.actionId }))).toEqual({ changed: true });
    expect(await reserve(contact())).toEqual({ ok: true });
  });

  it("gives back what the scope was before, not more", async () => {
    await send(contact());
    ctx.clock.advance({ hours: 5 });
    const failed = contact();
    await reserve(failed);
    await inTx((tx) => releaseOutreach(tx, { actionId: failed.actionId }));
    // The mail of five hours ago still stands in the ledger.
    expect(await reserve(contact({ windowMinutes: DAY }))).toMatchObject({ ok: false, reason: "duplicate" });
    expect(await reserve(contact())).toEqual({ ok: true });
  });

  it("does not open a scope that a later action holds", async () => {
    const stuck = contact();
    await reserve(stuck);
    ctx.clock.advance({ hours: 6 });
    expect(await reserve(contact())).toEqual({ ok: true });
    await inTx((tx) => releaseOutreach(tx, { actionId: stuck.actionId }));
    expect(await reserve(contact())).toMatchObject({ ok: false, reason: "duplicate" });
  });

  it("gives back a contact in doubt once somebody knows that it was not made", async () => {
    const open = contact();
    await reserve(open);
    await inTx((tx) => markOutreachUnknown(tx, { actionId: open.actionId }));
    expect(await inTx((tx) => releaseOutreach(tx, { actionId: open.actionId }))).toEqual({ changed: true });
    expect(await reserve(contact())).toEqual({ ok: true });
  });

  it("leaves the scope's row as it found it, or as the later holder wants it", async () => {
    const nextAllowed = async (): Promise<Date | undefined> =>
      (await inTx((tx) => getOutreachStates(tx, [contact().scopeKey])))[0]?.nextAllowedAt;
    await send(contact());
    ctx.clock.advance({ hours: 5 });
    const failed = contact();
    await reserve(failed);
    await inTx((tx) => releaseOutreach(tx, { actionId: failed.actionId }));
    expect(await nextAllowed()).toEqual(new Date("2026-03-02T13:00:00Z"));

    const stuck = contact();
    await reserve(stuck);
    ctx.clock.advance({ hours: 4 });
    await reserve(contact());
    await inTx((tx) => releaseOutreach(tx, { actionId: stuck.actionId }));
    expect(await nextAllowed()).toEqual(new Date("2026-03-02T22:00:00Z"));
  });

  it("keeps the scope closed while the outcome is unknown, and lets a look-up settle it", async () => {
    const open = contact();
    await reserve(open);
    expect(await inTx((tx) => markOutreachUnknown(tx, { actionId: open.actionId }))).toEqual({ changed: true });
    expect(await reserve(contact())).toMatchObject({ ok: false, reason: "duplicate" });
    expect(await inTx((tx) => markOutreachSent(tx, { actionId: open.actionId, providerRef: "1u0SwL" }))).toEqual({ changed: true });
    expect(await inTx((tx) => markOutreachSent(tx, { actionId: open.actionId }))).toEqual({ changed: false });
    expect(await inTx((tx) => releaseOutreach(tx, { actionId: open.actionId }))).toEqual({ changed: false });
  });

  it("lets the window run from the sending, not from the reservation", async () => {
    const slow = contact();
    await reserve(slow);
    ctx.clock.advance({ hours: 3 });
    await inTx((tx) => markOutreachSent(tx, { actionId: slow.actionId }));
    ctx.clock.advance({ hours: 3 });
    expect(await reserve(contact())).toMatchObject({ ok: false, reason: "duplicate", until: new Date("2026-03-02T16:00:00Z") });
  });
});

describe("limits", () => {
  it("let exactly the cap through when sixteen workers race", async () => {
    const limits = { perHour: 25, perDay: 100, perPartnerAndDay: 3 };
    let next = 0;
    const granted: number[] = [];
    const worker = async (): Promise<void> => {
      while (next < 80) {
        const n = ++next;
        if ((await reserve(contact(customer(n)), limits)).ok) granted.push(n);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(granted).toHaveLength(25);
  });

  it("slide: the next contact is allowed when the oldest of the window leaves it", async () => {
    const limits = { perHour: 2, perDay: 100, perPartnerAndDay: 3 };
    await reserve(contact(customer(1)), limits);
    ctx.clock.advance({ minutes: 20 });
    await reserve(contact(customer(2)), limits);
    ctx.clock.advance({ minutes: 20 });
    const until = new Date("2026-03-02T10:00:00Z");
    expect(await reserve(contact(customer(3)), limits)).toMatchObject({ ok: false, verdict: "defer", reason: "rate_limited", until });
    ctx.clock.set(until);
    expect(await reserve(contact(customer(3)), limits)).toEqual({ ok: true });
    expect(await reserve(contact(customer(4)), limits)).toMatchObject({ ok: false, until: new Date("2026-03-02T10:20:00Z") });
  });

  it("hold per day too", async () => {
    const limits = { perHour: 2, perDay: 3, perPartnerAndDay: 3 };
    for (const n of [1, 2, 3]) {
      expect(await reserve(contact(customer(n)), limits)).toEqual({ ok: true });
      ctx.clock.advance({ hours: 1 });
    }
    expect(await reserve(contact(customer(4)), limits)).toMatchObject({
      ok: false,
      reason: "rate_limited",
      until: new Date("2026-03-03T09:00:00Z"),
    });
  });

  it("hold per customer and day", async () => {
    for (const id of [1, 2, 3]) {
      await send(contact({ contextType: "deal", contextId: id }));
      ctx.clock.advance({ hours: 5 });
    }
    expect(await reserve(contact({ contextType: "deal", contextId: 4 }))).toMatchObject({
      ok: false,
      verdict: "defer",
      reason: "partner_limit",
      until: new Date("2026-03-03T09:00:00Z"),
    });
    expect(await reserve(contact(customer(43)))).toEqual({ ok: true });
  });

  it("count what may have been sent, and not what was given back", async () => {
    const limits = { perHour: 1, perDay: 9, perPartnerAndDay: 9 };
    const first = contact(customer(1));
    await reserve(first, limits);
    await inTx((tx) => releaseOutreach(tx, { actionId: first.actionId }));
    const second = contact(customer(2));
    expect(await reserve(second, limits)).toEqual({ ok: true });
    await inTx((tx) => markOutreachUnknown(tx, { actionId: second.actionId }));
    expect(await reserve(contact(customer(3)), limits)).toMatchObject({ ok: false, reason: "rate_limited" });
  });

  it("are of each channel alone", async () => {
    const limits = { perHour: 1, perDay: 9, perPartnerAndDay: 9 };
    await reserve(contact(customer(1)), limits);
    expect(
      await reserve(contact({ partnerId: 2, channel: "sms", addresses: ["+33612345678"], contextType: "deal", contextId: 1 }), limits),
    ).toEqual({
      ok: true,
    });
  });
});

describe("suppressions", () => {
  it("block every spelling of the address, To and Cc, on that channel only", async () => {
    await inTx((tx) => suppressAddress(tx, { channel: "email", address: "Stop@Customer.example", reason: "unsubscribe" }));
    expect(await reserve(contact({ addresses: ["a@customer.example", "stop@customer.EXAMPLE"] }))).toMatchObject({
      ok: false,
      verdict: "block",
      reason: "suppressed",
    });
    expect(await reserve(contact({ addresses: ["a@customer.example"] }))).toEqual({ ok: true });
  });

  it("know a number however it is written, and are added once", async () => {
    const stop = { channel: "sms" as const, address: "+33 6 12 34 56 78", reason: "stop" as const };
    expect(await inTx((tx) => suppressAddress(tx, stop))).toEqual({ added: true });
    expect(await inTx((tx) => suppressAddress(tx, stop))).toEqual({ added: false });
    expect(await reserve(contact({ channel: "sms", addresses: ["+33612345678"], contextType: "deal" }))).toMatchObject({
      reason: "suppressed",
    });
  });
});

describe("a batch", () => {
  it("decides in order, each over what those before it were granted, and counts an action named twice once", async () => {
    const first = contact(customer(1));
    const batch = [
      first,
      contact(customer(1)),
      contact(customer(2)),
      first,
      contact({ ...customer(3), channel: "sms", contextType: "deal" }),
    ];
    const settings = outreachSettingsSchema.parse({ limits: { email: { perHour: 2, perDay: 2, perPartnerAndDay: 1 } } });
    const answers = await inTx((tx) => reserveOutreachBatch(tx, batch, settings));
    expect(answers.map((answer) => (answer.ok ? "ok" : answer.reason))).toEqual(["ok", "duplicate", "ok", "ok", "ok"]);
    const late = await inTx((tx) => reserveOutreachBatch(tx, [contact(customer(4))], settings));
    expect(late[0]).toMatchObject({ ok: false, reason: "rate_limited" });
  });
});

describe("the audit", () => {
  it("has an entry for each new suppression, and the address only apart from the chain", async () => {
    const address = "stop@customer.example";
    await inTx((tx) => suppressAddress(tx, { channel: "email", address, reason: "complaint" }));
    await inTx((tx) => suppressAddress(tx, { channel: "email", address, reason: "unsubscribe" }));
    const lines: string[] = [];
    for await (const line of exportAudit(ctx)) lines.push(line);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("suppression.added");
    expect(lines[0]).toContain("complaint");
    expect(lines[0]).not.toContain(address);
    const commitment = JSON.parse(JSON.parse(lines[0]!).entry).personal_commitment;
    expect(await inTx((tx) => readPersonalText(tx, 1, commitment))).toEqual({ text: address, matches: true });
  });
});
