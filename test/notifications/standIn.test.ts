import { beforeEach, expect, test } from "vitest";
import { approveAction, rejectAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { actionApprovals } from "#src/db/schema/index.ts";
import { decideByLink, registerPhone, takeApproverSms, viewLink } from "#src/notifications/index.ts";
import { delegate, endDelegation, removeMember } from "#src/people/index.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();
const verbs = { approve: approveAction, reject: rejectAction };
const PHONE = "+33612345678";
let owner: string;
let anna: string;
let bruno: string;

beforeEach(async () => {
  owner = await scene.join("Olga", "owner");
  anna = await scene.join("Anna");
  bruno = await scene.join("Bruno");
});

/** Anna is asked first, and is away for eight hours; Bruno acts for her. */
const LINE = () => ({ line: [anna] });
const as = (userId: string) => ({ ...scene.ctx, actor: `user:${userId}` as const });
const away = (fromUser = anna, toUser = bruno) => {
  const now = scene.ctx.clock.now();
  return delegate({
    ctx: as(owner),
    input: { fromUser, toUser, startsAt: now, endsAt: new Date(now.getTime() + 8 * 3_600_000) },
  });
};
const to = () => scene.mails.map((mail) => mail.to);
const linksIn = (text: string) => [...text.matchAll(/\/decide#(\S+)/g)].map((found) => found[1]!);
const visitor = (userId: string) => ({ orgId: scene.ctx.orgId, userId, signedInAt: scene.ctx.clock.now() });
const decide = (secret: string, fingerprint: string, userId = bruno) =>
  decideByLink(scene.ctx, secret, { decision: "approve", fingerprint }, { visitor: visitor(userId), verbs });
const voices = () => withTransaction(scene.ctx, ({ tx }) => tx.select().from(actionApprovals));
const answer = (text: string, id = text) => takeApproverSms(scene.ctx, { source: "sms_gateway", sms: { id, from: PHONE, text }, verbs });

test("who stands in is told what the other would be asked, and the link decides for them with both names", async () => {
  await away();
  const { actionId, fingerprint } = await scene.propose();
  await scene.notify(LINE());
  expect(to()).toEqual(["bruno@staff.example"]);
  const { text, html } = scene.mails[0]!;
  expect(text).toContain("You act for Anna until 2 Mar 2026, 17:00.");
  expect(html).toContain("Look at it and decide for Anna");
  const [secret, ...others] = linksIn(text);
  expect(others).toEqual([]);
  expect(await viewLink(scene.ctx, secret!, visitor(bruno))).toMatchObject({ state: "open", actsFor: { userId: anna, name: "Anna" } });
  // it is Bruno's alone, whoever it decides for
  expect(await viewLink(scene.ctx, secret!, visitor(anna))).toMatchObject({ state: "not_yours" });
  expect(await decide(secret!, fingerprint)).toMatchObject({ status: "approved" });
  expect(await voices()).toMatchObject([{ actionId, actor: `user:${bruno}`, onBehalfOf: `user:${anna}`, channel: "email" }]);
  expect(await viewLink(scene.ctx, secret!, visitor(bruno))).toMatchObject({
    state: "used",
    decided: { what: "approved", by: "Bruno", inPlaceOf: "Anna" },
  });
  expect(await scene.notify(LINE())).toMatchObject({ sent: 0 });
});

test("who is asked for both gets one mail with a link for each, and the other is asked again when they are back", async () => {
  await scene.prefer(owner, { risks: { medium: { email: false } } });
  const { id } = await away();
  const { fingerprint } = await scene.propose();
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  expect(to()).toEqual(["bruno@staff.example"]);
  const [own, forAnna] = linksIn(scene.mails[0]!.text);
  expect(await viewLink(scene.ctx, own!, visitor(bruno))).toMatchObject({ state: "open", actsFor: null });
  expect(await viewLink(scene.ctx, forAnna!, visitor(bruno))).toMatchObject({ state: "open", actsFor: { name: "Anna" } });
  await endDelegation({ ctx: as(owner), input: { id } });
  expect(await viewLink(scene.ctx, forAnna!, visitor(bruno))).toMatchObject({ state: "handed_back", actsFor: null });
  await expect(decide(forAnna!, fingerprint)).rejects.toMatchObject({ code: "forbidden", message: expect.stringContaining("no more") });
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  expect(to()).toEqual(["bruno@staff.example", "anna@staff.example"]);
  expect(await decide(own!, fingerprint)).toMatchObject({ status: "approved" });
  expect(await voices()).toMatchObject([{ actor: `user:${bruno}`, onBehalfOf: null }]);
});

test("a stand-in uses up both voices, and neither is asked again", async () => {
  await saveGuardrails(scene.ctx, { minApprovals: { low: 2, medium: 2, high: 2, critical: 2 } });
  const { id } = await away();
  const { fingerprint } = await scene.propose();
  await scene.notify(LINE());
  const [secret] = linksIn(scene.mails[0]!.text);
  expect(await decide(secret!, fingerprint)).toMatchObject({ status: "pending_approval" });
  await endDelegation({ ctx: as(owner), input: { id } });
  expect(await scene.notify({ line: [bruno, anna] })).toMatchObject({ sent: 0 });
  expect(await scene.notify({ line: [anna] })).toMatchObject({ sent: 0 });
  expect(await scene.notify({ line: [owner] })).toMatchObject({ sent: 1 });
});

test("nobody is asked for the other about what either of them proposed", async () => {
  await away();
  await scene.propose({ created_by: `user:${bruno}` });
  await scene.propose({ created_by: `user:${anna}` });
  expect(await scene.notify(LINE())).toMatchObject({ sent: 0 });
});

test("the code of an SMS decides for the other, and no more once they are back", async () => {
  await registerPhone(scene.ctx, bruno, PHONE);
  await scene.prefer(bruno, { risks: { medium: { email: false, sms: true } } });
  const { id } = await away();
  await scene.propose();
  await scene.notify(LINE());
  const codeIn = (index: number) => /YES (\d{4})/.exec(scene.sms[index]!.body)![1]!;
  expect(scene.sms[0]!.body).toMatch(/^You act for Anna\. AI COO: /);
  await answer(`YES ${codeIn(0)}`);
  expect(await voices()).toMatchObject([{ actor: `user:${bruno}`, onBehalfOf: `user:${anna}`, channel: "sms" }]);
  await scene.propose();
  await scene.notify(LINE());
  await endDelegation({ ctx: as(owner), input: { id } });
  await answer(`YES ${codeIn(2)}`);
  await scene.notify(LINE());
  expect(await voices()).toHaveLength(1);
  expect(scene.sms.at(-1)!.body).toBe("AI COO: You act for that person no more, so nothing was decided.");
});

test("a mail for the other does not leave once they are back, or gone", async () => {
  const { id } = await away();
  await scene.propose();
  scene.answers = [{ kind: "retry", reason: "busy" }];
  expect(await scene.notify(LINE())).toMatchObject({ later: 1 });
  await endDelegation({ ctx: as(owner), input: { id } });
  await removeMember({ ctx: as(owner), input: { userId: anna } });
  scene.ctx.clock.advance({ minutes: 2 });
  expect(await scene.notify({ line: [owner] })).toMatchObject({ dropped: 1, sent: 1 });
  expect(to()).toEqual(["bruno@staff.example", "olga@staff.example"]);
});

test("who is away is asked as ever where nobody would see it in their place", async () => {
  const clara = await scene.join("Clara");
  await away();
  await away(bruno, clara);
  await scene.propose();
  await scene.notify(LINE());
  expect(to()).toEqual(["anna@staff.example"]);
});

test("the owner's turn is the owner's stand-in's, and a digest names for whom as well", async () => {
  await away(owner, anna);
  await scene.prefer(anna, { risks: { medium: { when: "digest" } } });
  await scene.propose();
  await scene.notify({ line: [bruno] });
  scene.ctx.clock.advance({ hours: 4, minutes: 1 });
  await scene.notify({ line: [bruno] });
  expect(to()).toEqual(["bruno@staff.example", "anna@staff.example"]);
  expect(scene.mails[1]!.text).toContain("You act for Olga");
  await scene.digest();
  const digests = scene.mails.slice(2);
  expect(digests.map((mail) => mail.to)).toEqual(["anna@staff.example"]);
  expect(digests[0]!.text).toContain("For Olga: https://coo.example.com/decide#");
  expect(linksIn(digests[0]!.text)).toHaveLength(2);
});

test("who comes second by SMS is told what was decided, by whom and for whom", async () => {
  await registerPhone(scene.ctx, bruno, PHONE);
  await scene.prefer(bruno, { risks: { medium: { email: false, sms: true } } });
  const clara = await scene.join("Clara");
  const { actionId, fingerprint } = await scene.propose();
  await scene.notify();
  const code = /YES (\d{4})/.exec(scene.sms[0]!.body)![1]!;
  await away(anna, clara);
  const ctx = { ...as(clara), actingFor: `user:${anna}` as const };
  await rejectAction({ ctx, input: { actionId, fingerprint, channel: "in_app", reason: "Paid in cash." } });
  await answer(`YES ${code}`);
  await scene.notify();
  expect(scene.sms.at(-1)!.body).toBe("AI COO: That code is over: Clara (for Anna) rejected it before. Nothing was done.");
});
