import { expect, test } from "vitest";
import { approveAction, recallAction, rejectAction } from "#src/actions/index.ts";
import { viewLink } from "#src/notifications/index.ts";
import { setScene } from "./scene.ts";

/** What a link says of a decision that somebody else made meanwhile, in the inbox. */

const scene = setScene();

test.each([
  { what: "approved", decide: approveAction, given: {} },
  { what: "rejected", decide: rejectAction, given: { reason: "Not now." } },
] as const)("a link tells by whom it was $what, and nothing of the kind once that was taken back", async ({ what, decide, given }) => {
  const [olga, bruno] = [await scene.join("Olga", "owner"), await scene.join("Bruno")];
  const { actionId, fingerprint } = await scene.propose();
  await scene.notify({ line: [bruno] });
  const secret = /\/decide#(\S+)/.exec(scene.mails.find(({ to }) => to === "bruno@staff.example")!.text)![1]!;
  const look = () => viewLink(scene.ctx, secret, { orgId: scene.ctx.orgId, userId: bruno, signedInAt: scene.ctx.clock.now() });
  const ctx = { ...scene.ctx, actor: `user:${olga}` as const };

  await decide({ ctx, input: { actionId, fingerprint, channel: "in_app", ...given } as never });
  expect(await look()).toMatchObject({ state: "decided", decided: { what, by: "Olga" } });

  await recallAction({ ctx, input: { actionId, fingerprint } });
  expect(await look()).toMatchObject({ decided: null, status: "pending_approval" });
});
