import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { approveAction, snoozeAction } from "#src/actions/index.ts";
import { insertSuppression } from "#src/db/access/suppressions.ts";
import { withTransaction } from "#src/db/index.ts";
import { member, notifications, user } from "#src/db/schema/index.ts";
import { registerPhone } from "#src/notifications/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();
const to = () => scene.mails.map((mail) => mail.to);

test("who may decide is told at once about what is not of low risk, once; who only reads is not", async () => {
  await scene.join("Anna");
  await scene.join("Vera", "viewer");
  const { actionId } = await scene.propose();
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  expect(to()).toEqual(["anna@staff.example"]);
  expect(scene.mails[0]!.subject).toContain("Send invoice reminder: Azure Interior");
  expect(scene.mails[0]!.text).toMatch(/https:\/\/coo\.example\.com\/decide#\S{50,}/);
  expect(await scene.notify()).toMatchObject({ sent: 0 });
  expect(await scene.rows()).toMatchObject([{ actionId, state: "sent", tries: 1, providerRef: "sent" }]);
});

test("several at once are gathered into one mail, each with a link of its own", async () => {
  await scene.join("Anna");
  for (let index = 0; index < 25; index++) await scene.propose();
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  const [mail] = scene.mails;
  expect(mail!.subject).toBe("25 actions wait for your decision");
  expect(new Set([...mail!.text.matchAll(/\/decide#\S+/g)].map(String)).size).toBe(20);
  expect(mail!.text).toContain("and 5 more in the inbox");
});

test("what was decided before the mail left is not told", async () => {
  const anna = await scene.join("Anna");
  const bruno = await scene.join("Bruno");
  await scene.prefer(bruno, { risks: { medium: { email: false } } });
  const { actionId, fingerprint } = await scene.propose();
  scene.answers = [{ kind: "retry", reason: "busy" }];
  expect(await scene.notify()).toMatchObject({ sent: 0, later: 1 });
  await approveAction({ ctx: { ...scene.ctx, actor: `user:${bruno}` }, input: { actionId, fingerprint, channel: "in_app" } });
  scene.ctx.clock.advance({ minutes: 2 });
  expect(await scene.notify()).toMatchObject({ sent: 0, dropped: 1 });
  expect(scene.mails).toHaveLength(1);
  expect(await scene.rows()).toMatchObject([{ userId: anna, state: "dropped", reason: expect.stringContaining("Decided") }]);
});

test("nobody is told of what is put off, held, or theirs", async () => {
  const anna = await scene.join("Anna");
  const { actionId } = await scene.propose();
  await snoozeAction({ ctx: { ...scene.ctx, actor: `user:${anna}` }, input: { actionId, until: "2026-03-02T12:00:00Z" } });
  await scene.propose({ created_by: `user:${anna}` });
  expect(await scene.notify()).toMatchObject({ sent: 0 });
  scene.ctx.clock.set("2026-03-02T12:01:00Z");
  expect(await scene.notify()).toMatchObject({ sent: 1 });
});

test("a mail that may have left is not sent again, and one that a dead worker took neither", async () => {
  await scene.join("Anna");
  await scene.propose();
  scene.answers = [new Error("The connection was lost.")];
  expect(await scene.notify()).toMatchObject({ unknown: 1 });
  const { actionId } = await scene.propose();
  const { ctx } = scene;
  const taken = { dedupeKey: "taken", userId: "x", channel: "email", kind: "approval", actionId, version: 1, state: "sending" } as const;
  await withTransaction(ctx, ({ tx, orgId }) =>
    tx
      .insert(notifications)
      .values({ ...taken, orgId, id: actionId, dueAt: ctx.clock.now(), createdAt: ctx.clock.now(), claimedAt: ctx.clock.now() }),
  );
  ctx.clock.advance({ minutes: 11 });
  expect(await scene.notify()).toMatchObject({ sent: 1, unknown: 1 });
  expect(scene.mails).toHaveLength(2);
});

test("a refusal is tried five times, later each time", async () => {
  await scene.join("Anna");
  await scene.propose();
  scene.answers = Array.from({ length: 9 }, () => ({ kind: "retry", reason: "busy" }) as const);
  for (let round = 0; round < 40; round++) {
    await scene.notify();
    scene.ctx.clock.advance({ minutes: 1 });
  }
  expect(await scene.rows()).toMatchObject([{ state: "failed", tries: 5, reason: "busy" }]);
});

test("nothing goes to an address of a customer, of somebody who left, or that asked for no more", async () => {
  const ids = [await scene.join("Anna"), await scene.join("Bruno"), await scene.join("Clara")];
  const { db } = scene.database;
  await db.update(user).set({ email: "billing@azure.example" }).where(eq(user.id, ids[0]!));
  await withTransaction(scene.ctx, (inner) =>
    insertSuppression(inner, {
      channel: "email",
      address: "bruno@staff.example",
      reason: "unsubscribe",
      source: null,
      createdAt: inner.clock.now(),
    }),
  );
  await scene.propose({}, { to: ["billing@azure.example"] });
  scene.answers = [{ kind: "retry", reason: "busy" }];
  expect(await scene.notify()).toMatchObject({ dropped: 2, later: 1 });
  await db.delete(member).where(eq(member.userId, ids[2]!));
  scene.ctx.clock.advance({ minutes: 5 });
  expect(await scene.notify()).toMatchObject({ sent: 0, dropped: 1 });
  expect(to()).toEqual(["clara@staff.example"]);
});

test("nobody answers: the next in line is told, then the owners, all before the action ends", async () => {
  const owner = await scene.join("Olga", "owner");
  const anna = await scene.join("Anna");
  const bruno = await scene.join("Bruno");
  await scene.prefer(owner, { risks: { medium: { email: false } } });
  const settings = { line: [bruno, anna], escalateAfterHours: 4 };
  await scene.propose();
  await scene.notify(settings);
  expect(to()).toEqual(["bruno@staff.example"]);
  scene.ctx.clock.advance({ hours: 3, minutes: 59 });
  await scene.notify(settings);
  expect(to()).toHaveLength(1);
  scene.ctx.clock.advance({ minutes: 2 });
  await scene.notify(settings);
  await scene.notify(settings);
  expect(to()).toEqual(["bruno@staff.example", "anna@staff.example"]);
  expect(scene.mails[1]!.subject).toContain("Nobody has decided yet");
  scene.ctx.clock.advance({ hours: 4 });
  await scene.notify(settings);
  expect(to()).toEqual(["bruno@staff.example", "anna@staff.example", "olga@staff.example"]);
});

test("an action that ends soon is escalated before it does", async () => {
  await scene.join("Olga", "owner");
  await scene.propose({}, { expiresAt: "2026-03-02T11:00:00.000Z" });
  await scene.notify();
  scene.ctx.clock.advance({ minutes: 61 });
  expect(await scene.notify()).toMatchObject({ sent: 1 });
});

test("a digest comes once a day at the person's own hour, with what still waits", async () => {
  const anna = await scene.join("Anna");
  await scene.prefer(anna, { language: "fr", digestHour: 8, risks: { medium: { when: "digest" } } }, "America/New_York");
  await scene.propose();
  expect(await scene.notify()).toMatchObject({ sent: 0 });
  expect(await scene.digest()).toMatchObject({ sent: 0 });
  // 08:00 in New York
  scene.ctx.clock.set("2026-03-02T13:00:00Z");
  expect(await scene.digest()).toMatchObject({ sent: 1 });
  expect(scene.mails[0]!.subject).toBe("Aujourd’hui : 1 action attend une décision");
  scene.ctx.clock.set("2026-03-02T15:00:00Z");
  expect(await scene.digest()).toMatchObject({ sent: 0 });
  await scene.propose({}, { expiresAt: "2026-03-05T15:00:00.000Z" });
  scene.ctx.clock.set("2026-03-03T13:15:00Z");
  expect(await scene.digest()).toMatchObject({ sent: 1 });
});

test("no SMS rings at night but for what is critical", async () => {
  const anna = await scene.join("Anna");
  await registerPhone(scene.ctx, anna, "+33612345678");
  await scene.prefer(anna, { risks: { medium: { email: false, sms: true }, critical: { email: false, sms: true } } }, "Europe/Paris");
  scene.ctx.clock.set("2026-03-02T22:00:00Z");
  await scene.propose();
  expect(await scene.notify()).toMatchObject({ sent: 0 });
  scene.ctx.clock.set("2026-03-03T06:05:00Z");
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  expect(scene.sms[0]!.body).toMatch(/Answer YES \d{4} or NO \d{4} until/);
});
