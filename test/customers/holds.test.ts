import { describe, expect, test } from "vitest";
import { releaseAction } from "#src/actions/index.ts";
import { endCommitment, listCommitments, recordCommitment, resumeReminders } from "#src/customers/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { executeAction, processApprovedActions, type CrashPoint } from "#src/executor/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import { holdCustomer, keepCommitmentHolds, lockOutreach } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { setScene } from "#test/executor/scene.ts";

/** What stands recorded about a customer against its reminders: those that wait, and those that are about to be sent. */

const scene = setScene();

const partnerOf = (action: ActionProtocol): number => action.affected_records.partner_id!;
const holdOf = async (action: ActionProtocol): Promise<string | null> => (await scene.detail(action.action_id)).holdReason;
const promise = (partnerId: number, over: object = {}) =>
  recordCommitment({ ctx: scene.person, input: { kind: "promise", partnerId, until: "2026-03-06", ...over } });

/** Runs `what` the first time the point is reached. */
function once(at: CrashPoint, what: () => Promise<unknown>) {
  let done = false;
  return async (point: CrashPoint): Promise<void> => {
    if (point !== at || done) return;
    done = true;
    await what();
  };
}

describe("waiting reminders", () => {
  test("are held when a promise is recorded, with the reason on the card, and let go when it is withdrawn", async () => {
    const [waiting, approved, another] = [await scene.propose(), await scene.approved(), await scene.approved()];
    const held = [await promise(partnerOf(waiting), { note: "by bank\ntransfer" }), await promise(partnerOf(approved))];
    expect(held.map((change) => change.held)).toEqual([1, 1]);
    expect(await holdOf(waiting)).toBe("Payment is promised by 2026-03-06, recorded on 2026-03-02: by bank transfer");
    expect([await holdOf(another), (await processApprovedActions(scene.ctx, scene.worker())).executed]).toEqual([null, 1]);

    const { commitmentId } = held[1]!.commitment;
    const ended = await endCommitment({ ctx: scene.person, input: { commitmentId, as: "withdrawn", reason: "Another customer said it." } });
    expect(ended).toMatchObject({ released: 1, commitment: { status: "withdrawn", endedBy: "user:anna" } });
    expect([await holdOf(approved), await holdOf(waiting)]).toEqual([null, expect.stringContaining("promised")]);
    expect((await scene.detail(approved.action_id)).events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["action.held", "action.hold_ended"]),
    );
    expect((await processApprovedActions(scene.ctx, scene.worker())).executed).toBe(1);
  });

  test("stay held as long as anything stands, and are let go by ending it, not one by one", async () => {
    const action = await scene.approved();
    const partnerId = partnerOf(action);
    const { commitment } = await promise(partnerId);
    await recordCommitment({ ctx: scene.person, input: { kind: "dispute", partnerId, note: "The goods came broken." } });
    expect(await holdOf(action)).toBe("The customer disputes what is owed since 2026-03-02: The goods came broken.");
    await endCommitment({ ctx: scene.person, input: { commitmentId: commitment.commitmentId, as: "settled", reason: "Now disputed." } });
    const release = releaseAction({
      ctx: scene.person,
      input: { actionId: action.action_id, hold: (await holdOf(action))!, reason: "Go." },
    });
    await expect(release).rejects.toSatisfy((error) => hasCode(error, "conflict"));
    expect(await holdOf(action)).toContain("disputes");
  });

  test("are held only where they ask for what is meant: the invoices, the company, the currency", async () => {
    const action = await scene.propose({ ids: [17] }, (document) => ({
      ...document,
      evidence: [...document.evidence, { label: "Company", value: "Duval", record: { model: "res.company", id: 1 } }],
      estimated_impact: { cash_in: { amount: 100, currency: "EUR" } },
    }));
    const partnerId = partnerOf(action);
    const others = [
      { kind: "promise", until: "2026-03-06", invoiceIds: [18] },
      { kind: "stop", note: "Ours.", currency: "USD" },
      { kind: "dispute", note: "Wrong.", companyId: 99 },
    ] as const;
    for (const input of others)
      expect(await recordCommitment({ ctx: scene.person, input: { partnerId, ...input } })).toMatchObject({ held: 0 });
    expect(await promise(partnerId, { invoiceIds: [18, 17] })).toMatchObject({ held: 1 });
  });

  test("are held once for what stands: looking again changes and tells nothing", async () => {
    const action = await scene.approved();
    await promise(partnerOf(action));
    const again = () => withTransaction(scene.ctx, (inner) => keepCommitmentHolds(inner, [partnerOf(action)]));
    const events = async () => (await scene.detail(action.action_id)).events.map(({ kind }) => kind);
    const before = await events();
    expect(before).toContain("action.held");
    expect(await again()).toEqual({ held: 0, released: 0 });
    expect(await events()).toEqual(before);
  });

  test("of who answered stay held by the answer, and what is let go after it was read counts as read", async () => {
    const action = await scene.approved();
    const address = action.external_effects[0]!.recipient;
    const sentence = "The customer answered: I will call you.";
    await withTransaction(scene.ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence }));
    const { commitments } = await listCommitments({ ctx: scene.ctx, input: { partnerId: partnerOf(action), limit: 10 } });
    expect(commitments).toMatchObject([{ kind: "reply", status: "open", source: "reply" }]);
    expect(await promise(partnerOf(action))).toMatchObject({ held: 0 });
    expect(await holdOf(action)).toContain("I will call you.");

    await releaseAction({
      ctx: scene.person,
      input: { actionId: action.action_id, hold: (await holdOf(action))!, reason: "Called back." },
    });
    const after = await listCommitments({ ctx: scene.ctx, input: { partnerId: partnerOf(action), kinds: ["reply"], limit: 10 } });
    expect(after.commitments).toMatchObject([{ status: "settled", endReason: "Called back." }]);
  });
});

describe("right before the effect", () => {
  const answers = {
    promise: { kind: "promise", until: "2026-03-06" },
    dispute: { kind: "dispute", note: "Never ordered." },
    stop: { kind: "stop", note: "We are in talks." },
  } as const;

  test.each(Object.entries(answers))("a %s recorded after the facts were read again stops the reminder", async (_, input) => {
    const action = await scene.approved();
    const record = once("before_intent", () => recordCommitment({ ctx: scene.person, input: { partnerId: partnerOf(action), ...input } }));

    const result = await executeAction(scene.ctx, scene.worker("worker-1", { at: record }), action.action_id);

    expect([result.result, scene.mail.sent.length]).toEqual(["blocked", 0]);
    const { statusReason } = await scene.detail(action.action_id);
    expect(statusReason).toMatch(/promised by 2026-03-06|Never ordered|We are in talks/);
  });

  test("a promise waits for what is being decided: either it stops the reminder or it comes after its intent", async () => {
    const actions = await Promise.all(Array.from({ length: 6 }, () => scene.approved()));
    const outcomes = await Promise.all(
      actions.map(async (action, index) => {
        const [result, recorded] = await Promise.all([
          // one that was held before it was claimed is refused
          executeAction(scene.ctx, scene.worker(`worker-${index}`), action.action_id).then(
            ({ result: how }) => how,
            () => "held",
          ),
          promise(partnerOf(action)),
        ]);
        return { result, recorded, action };
      }),
    );
    for (const { result, recorded, action } of outcomes) {
      const { events } = await scene.detail(action.action_id);
      expect(recorded.commitment.status).toBe("open");
      // what went out had its intent, and what did not had none
      expect(events.some(({ kind }) => kind === "action.intent")).toBe(result === "executed");
    }
    const sent = outcomes.filter(({ result }) => result === "executed").length;
    expect(scene.mail.sent).toHaveLength(sent);
  });

  test("whoever records a promise holds the lock under which mails are reserved", async () => {
    const action = await scene.approved();
    const letGo = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const recording = withTransaction(scene.person, async (inner) => {
      await lockOutreach(inner, "email");
      await recordCommitment({ ctx: inner, input: { kind: "promise", partnerId: partnerOf(action), until: "2026-03-06" } });
      locked.resolve();
      await letGo.promise;
    });
    await locked.promise;
    // the action's row is held by the recording as well, so the worker waits there; it must not send once it goes on
    const executing = processApprovedActions(scene.ctx, scene.worker());
    letGo.resolve();
    await recording;
    expect((await executing).executed).toBe(0);
    expect(scene.mail.sent).toHaveLength(0);
  });
});

describe("recording", () => {
  test("refuses what cannot be meant, and the very same twice", async () => {
    const wrong = [
      { kind: "promise" },
      { kind: "promise", until: "2026-03-01" },
      { kind: "promise", until: "2026-02-30" },
      { kind: "promise", until: "2027-06-01" },
      { kind: "dispute" },
      { kind: "stop", note: " " },
      { kind: "promise", until: "2026-03-06", invoiceIds: [0] },
      { kind: "promise", until: "2026-03-06", currency: "euro" },
      { kind: "promise", until: "2026-03-06", amount: -1 },
    ] as const;
    for (const input of wrong) {
      const recording = recordCommitment({ ctx: scene.person, input: { partnerId: 42, ...input } });
      await expect(recording).rejects.toSatisfy((error) => hasCode(error, "invalid_input"));
    }
    await promise(42);
    await expect(promise(42)).rejects.toSatisfy((error) => hasCode(error, "conflict"));
  });

  test("another day for the same takes the place of the promise before it", async () => {
    await promise(42);
    scene.ctx.clock.advance({ seconds: 1 });
    await promise(42, { until: "2026-03-09" });
    scene.ctx.clock.advance({ seconds: 1 });
    await promise(42, { until: "2026-03-10", invoiceIds: [17] });
    const { commitments } = await listCommitments({ ctx: scene.ctx, input: { partnerId: 42, limit: 10 } });
    expect(commitments.map(({ until, status }) => `${until} ${status}`)).toEqual([
      "2026-03-10 open",
      "2026-03-09 open",
      "2026-03-06 settled",
    ]);
  });

  test("programs may hold a customer's reminders; only a person lets them go on", async () => {
    const agent = { ...scene.ctx, actor: "agent:key" } as const;
    const { commitment } = await recordCommitment({ ctx: agent, input: { kind: "stop", partnerId: 42, note: "Asked by mail." } });
    const ending = endCommitment({ ctx: agent, input: { commitmentId: commitment.commitmentId, as: "settled", reason: "Done." } });
    await expect(ending).rejects.toSatisfy((error) => hasCode(error, "forbidden"));
    await expect(resumeReminders({ ctx: agent, input: { partnerId: 42, reason: "Done." } })).rejects.toSatisfy((error) =>
      hasCode(error, "forbidden"),
    );
    scene.ctx.clock.advance({ seconds: 1 });
    await resumeReminders({ ctx: scene.person, input: { partnerId: 42, reason: "Settled by phone." } });
    const { commitments } = await listCommitments({ ctx: scene.ctx, input: { partnerId: 42, limit: 10 } });
    expect(commitments.map(({ kind, status }) => `${kind} ${status}`)).toEqual(["resume settled", "stop settled"]);
  });
});
