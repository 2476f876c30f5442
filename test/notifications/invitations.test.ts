import { expect, test } from "vitest";
import { invitationMails, listTold, queueInvitation } from "#src/notifications/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { invite, withdrawInvitation } from "#src/people/index.ts";
import { ORIGIN, setScene } from "./scene.ts";

const scene = setScene();

/** Invited by an owner of this name, with the mail noted as the route does. */
async function invited({
  email = "new@people.example",
  language = "en",
  by = "Olga",
}: { email?: string; language?: "en" | "fr"; by?: string } = {}) {
  const userId = await scene.join(by, "owner");
  const ctx = { ...scene.ctx, actor: `user:${userId}` as const };
  const { id } = await withTransaction(ctx, async (inner) => {
    const made = await invite({ ctx: inner, input: { email, role: "approver" } });
    for (const _ of [1, 2]) await queueInvitation(inner, { invitationId: made.id, userId, language });
    return made;
  });
  return { ctx, id, userId };
}
const mailOf = async (id: string) => (await withTransaction(scene.ctx, (inner) => invitationMails(inner, [id]))).get(id);

test("the invited address gets one mail with the link, in its language, plain and as HTML", async () => {
  const { id, userId } = await invited({ language: "fr", by: "Olga<b>" });
  expect(await mailOf(id)).toMatchObject({ state: "waiting" });
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  await scene.notify();
  expect(scene.mails).toHaveLength(1);
  const [mail] = scene.mails;
  const url = `${ORIGIN}/join#token=${id}.secret`;
  expect(mail).toMatchObject({ to: "new@people.example", language: "fr", subject: "Vous êtes invité à rejoindre Acme" });
  expect(mail!.text).toContain(`\n${url}\n`);
  expect(mail!.text).toContain("Olga<b> vous invite");
  expect(mail!.html).toContain(`href="${url}"`);
  expect(mail!.html).toContain("Olga&lt;b&gt; vous invite");
  expect(await mailOf(id)).toMatchObject({ state: "sent", sentAt: scene.ctx.clock.now() });
  // it is nothing that whoever invites was told
  expect(await listTold(scene.ctx, userId, 10)).toEqual([]);
  expect(JSON.stringify(await scene.rows())).not.toMatch(/new@people|secret/);
});

test("what may have gone out is not sent again, and what was refused is tried later", async () => {
  const first = await invited();
  scene.answers = [new Error("the line broke")];
  expect(await scene.notify()).toMatchObject({ unknown: 1 });
  expect(await scene.notify()).toMatchObject({ sent: 0, later: 0 });
  expect(await mailOf(first.id)).toMatchObject({ state: "unknown", reason: "the line broke" });
  const second = await invited({ email: "second@people.example", by: "Oskar" });
  scene.answers = [{ kind: "retry", reason: "busy" }];
  expect(await scene.notify()).toMatchObject({ later: 1 });
  scene.ctx.clock.advance({ minutes: 2 });
  expect(await scene.notify()).toMatchObject({ sent: 1 });
  expect(await mailOf(second.id)).toMatchObject({ state: "sent" });
});

test("no mail goes out for an invitation that was withdrawn or has ended", async () => {
  const { ctx, id } = await invited();
  await withdrawInvitation({ ctx, input: { id } });
  const late = await invited({ email: "late@people.example", by: "Oskar" });
  scene.ctx.clock.advance({ days: 8 });
  expect(await scene.notify()).toMatchObject({ sent: 0, dropped: 2 });
  for (const one of [id, late.id]) expect(await mailOf(one)).toMatchObject({ state: "dropped", reason: expect.stringMatching(/ended/) });
  expect(scene.mails).toEqual([]);
});

test("none goes to an address that customers are written to at", async () => {
  await scene.propose({}, { to: ["billing@client.example"] });
  const { id } = await invited({ email: "billing@client.example" });
  await scene.notify();
  expect(scene.mails.filter(({ to }) => to === "billing@client.example")).toEqual([]);
  expect(await mailOf(id)).toMatchObject({ state: "dropped", reason: expect.stringContaining("Customers") });
});
