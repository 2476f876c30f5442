import { describe, expect, test } from "vitest";
import { expireActions, resolveAction } from "#src/actions/index.ts";
import { getLiveOutreachOfActions } from "#src/db/access/outreachLedger.ts";
import { getOutreachStates } from "#src/db/access/outreachState.ts";
import { withTransaction } from "#src/db/index.ts";
import { processApprovedActions, executeAction, recoverAttempts, type CrashPoint } from "#src/executor/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { NOW, setScene, SETTINGS } from "./scene.ts";

const scene = setScene();

/** A worker that stops for ever at a point, as a killed one does: the process is gone, its lease is not. */
async function dieAt(action: ActionProtocol, at: CrashPoint, name = "dead"): Promise<void> {
  await new Promise<void>((resolve) => {
    const worker = scene.worker(name, {
      at: (point) => {
        if (point !== at) return;
        resolve();
        return new Promise(() => {});
      },
    });
    // a dead process renews nothing
    void executeAction(scene.ctx, { ...worker, settings: { ...worker.settings, leaseSeconds: 60 } }, action.action_id);
  });
}

const recover = () => recoverAttempts(scene.ctx, scene.worker("rescuer"));

/** The contact as the ledger and its scope know it. */
function contactOf(action: ActionProtocol) {
  return withTransaction(scene.ctx, async (inner) => {
    const [row] = await getLiveOutreachOfActions(inner, [action.action_id]);
    const [scope] = await getOutreachStates(inner, [row!.scopeKey]);
    return { state: row!.state, sentAt: row!.sentAt, lastSentAt: scope!.lastSentAt };
  });
}

describe("a worker that died", () => {
  test("is left alone while its lease runs", async () => {
    const action = await scene.approved();
    await dieAt(action, "after_claim");
    scene.ctx.clock.advance({ seconds: 59 });

    expect((await recover()).found).toBe(0);
    expect((await scene.detail(action.action_id)).status).toBe("executing");
  });

  test.each(["after_claim", "after_revalidation"] as const)("%s: the action is approved again and runs once", async (point) => {
    const action = await scene.approved();
    await dieAt(action, point);
    scene.ctx.clock.advance({ minutes: 2 });

    expect(await recover()).toMatchObject({ found: 1, returned: 1 });
    expect((await processApprovedActions(scene.ctx, scene.worker())).executed).toBe(1);
    expect(scene.mail.sent).toHaveLength(1);
  });

  test("after the intent, before a mail that nobody can look up: a person decides, nothing is sent", async () => {
    const action = await scene.approved();
    await dieAt(action, "after_intent");
    scene.ctx.clock.advance({ minutes: 2 });

    expect(await recover()).toMatchObject({ found: 1, needsAttention: 1 });
    await processApprovedActions(scene.ctx, scene.worker());
    expect(scene.mail.sent).toHaveLength(0);
    expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
  });

  test("after a mail that the other side knows: completed without another one, and the notes follow", async () => {
    scene.mail = new MailDouble({ lookUp: "finds" });
    const action = await scene.approved({ ids: [420] });
    await dieAt(action, "after_effect");
    scene.ctx.clock.advance({ minutes: 2 });

    expect(await recover()).toMatchObject({ found: 1, completed: 1, followOns: { done: 1 } });
    expect(scene.mail.sent).toHaveLength(1);
    const detail = await scene.detail(action.action_id);
    expect(detail.status).toBe("completed");
    expect(detail.events.map(({ kind }) => kind)).toContain("attempt.recovered");
    expect(scene.writer.effects).toEqual([`note account.move,420 <${action.action_id}.420@ai-coo>`]);
  });

  test.each(["after_intent", "after_effect"] as const)("%s of a creation with a key: exactly one task", async (point) => {
    const action = await scene.approved({ actionType: "create_collection_task" });
    await dieAt(action, point);
    scene.ctx.clock.advance({ minutes: 2 });

    await recover();
    scene.ctx.clock.advance({ minutes: 1 });
    await processApprovedActions(scene.ctx, scene.worker());

    expect(scene.writer.effects).toEqual([`project.task ${action.action_id}`]);
    expect((await scene.detail(action.action_id)).status).toBe("completed");
  });

  test("again and again before the intent is given up at last: the action kills its workers", async () => {
    const action = await scene.approved({}, (document) => ({ ...document, expires_at: "2026-03-08T09:00:00Z" }));
    const worker = scene.worker("rescuer", { settings: { ...scene.worker().settings, maxRecoveries: 2 } });
    for (let count = 0; count < 3; count++) {
      await dieAt(action, "after_claim", `dead-${count}`);
      scene.ctx.clock.advance({ minutes: 10 });
      await recoverAttempts(scene.ctx, worker);
      scene.ctx.clock.advance({ minutes: 10 });
    }

    expect(await scene.detail(action.action_id)).toMatchObject({
      status: "failed",
      statusReason: "3 workers died over it before anything was done.",
    });
  });

  test("is recovered once, however many try at the same time", async () => {
    const actions = [await scene.approved(), await scene.approved()];
    for (const [index, action] of actions.entries()) await dieAt(action, "after_intent", `dead-${index}`);
    scene.ctx.clock.advance({ minutes: 2 });

    const recoveries = await Promise.all(["a", "b", "c"].map((name) => recoverAttempts(scene.ctx, scene.worker(name))));

    expect(recoveries.reduce((sum, { needsAttention }) => sum + needsAttention, 0)).toBe(2);
  });
});

describe("a worker that was only slow", () => {
  test("and comes back after its mail finds its lease gone: it records nothing, and what was decided stands", async () => {
    const action = await scene.approved();
    let goOn = (): void => {};
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    let reached = (): void => {};
    const isPaused = new Promise<void>((resolve) => (reached = resolve));
    const slow = scene.worker("slow", {
      at: (point) => {
        if (point !== "after_effect") return;
        reached();
        return paused;
      },
    });

    const execution = executeAction(scene.ctx, slow, action.action_id);
    await isPaused;
    scene.ctx.clock.advance({ minutes: 2 });
    await recover();
    goOn();

    await expect(execution).rejects.toSatisfy((error) => hasCode(error, "lease_lost"));
    const detail = await scene.detail(action.action_id);
    expect(detail.status).toBe("needs_attention");
    expect(detail.attemptList).toMatchObject([{ outcome: "unknown", providerRef: null }]);
    // what it knew stands where a person looks
    expect(detail.stages.find(({ stage }) => stage === "recording")).toMatchObject({
      outcome: "recorded",
      detail: { late_worker: { worker: "slow", effect: "done", ref: `<${action.action_id}@ai-coo>` } },
    });
  });

  test("and comes back before its mail sends nothing", async () => {
    const action = await scene.approved();
    const slow = scene.worker("slow", {
      at: async (point) => {
        if (point !== "after_intent") return;
        scene.ctx.clock.advance({ minutes: 2 });
        await recover();
      },
    });

    await expect(executeAction(scene.ctx, slow, action.action_id)).rejects.toSatisfy((error) => hasCode(error, "lease_lost"));
    expect(scene.mail.sent).toHaveLength(0);
  });
});

test("an effect has the whole lease before it, however late its intent was written", async () => {
  const action = await scene.approved();
  const late = scene.worker("late", {
    settings: { ...SETTINGS, factsMaxAgeSeconds: 300 },
    at: async (point) => {
      if (point === "before_intent") scene.ctx.clock.advance({ seconds: 59 });
      if (point !== "after_intent") return;
      scene.ctx.clock.advance({ seconds: 59 });
      expect(await recover()).toMatchObject({ found: 0 });
    },
  });

  expect(await executeAction(scene.ctx, late, action.action_id)).toMatchObject({ result: "executed" });
  expect(scene.mail.sent).toHaveLength(1);
});

describe("an action that waits because nobody knew", () => {
  /** A mail whose outcome is unknown, at a provider that shows it later. */
  async function inDoubt(): Promise<ActionProtocol> {
    scene.mail = new MailDouble({ lookUp: "finds" });
    scene.mail.lagging = true;
    scene.mail.answerNext({ kind: "unknown", reason: "No answer came." }, { taken: true });
    const action = await scene.approved();
    await executeAction(scene.ctx, scene.worker(), action.action_id);
    return action;
  }

  test("is completed by a later look-up", async () => {
    const action = await inDoubt();
    scene.ctx.clock.advance({ minutes: 1 });
    expect(await recover()).toMatchObject({ settledLater: 0 });
    scene.mail.lagging = false;
    scene.ctx.clock.advance({ days: 3 });

    expect(await recover()).toMatchObject({ settledLater: 1 });
    expect((await scene.detail(action.action_id)).status).toBe("completed");
    expect(scene.mail.sent).toHaveLength(1);
    // days later the customer was still written to when the mail went out
    expect(await contactOf(action)).toMatchObject({ state: "sent", sentAt: new Date(NOW), lastSentAt: new Date(NOW) });
  });

  describe("of a creation with a key", () => {
    /** The task stands in Odoo, its answer was lost, and for as long as `away` Odoo could not be asked. */
    async function createdUnnoticed(away: { readonly hours: number }): Promise<ActionProtocol> {
      const action = await scene.approved({ actionType: "create_collection_task" });
      scene.writer.failNext({ effect: "lost", code: "odoo_timeout" });
      scene.writer.refuseLookUps(true);
      expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "needs_attention" });
      scene.ctx.clock.advance(away);
      scene.writer.refuseLookUps(false);
      return action;
    }

    test("runs again at once under the same key when the look-up does not see it", async () => {
      const action = await createdUnnoticed({ hours: 1 });
      scene.writer.hide(true);

      expect(await recover()).toMatchObject({ settledLater: 1 });
      await processApprovedActions(scene.ctx, scene.worker());

      expect((await scene.detail(action.action_id)).status).toBe("completed");
      expect(scene.writer.effects).toHaveLength(1);
    });

    test("whose life ended meanwhile stays in front of a person: it never counts as expired", async () => {
      const action = await createdUnnoticed({ hours: 25 });
      scene.writer.hide(true);

      expect(await recover()).toMatchObject({ settledLater: 0 });
      await processApprovedActions(scene.ctx, scene.worker());
      await expireActions({ ctx: scene.ctx, input: {} });
      expect((await scene.detail(action.action_id)).status).toBe("needs_attention");

      scene.writer.hide(false);
      scene.ctx.clock.advance({ hours: 25 });
      expect(await recover()).toMatchObject({ settledLater: 1 });
      expect((await scene.detail(action.action_id)).status).toBe("completed");
    });
  });

  test("is completed by a person who saw it go out", async () => {
    const action = await inDoubt();
    const [invoice] = action.affected_records.ids;
    scene.ctx.clock.advance({ days: 3 });

    await resolveAction({ ctx: scene.person, input: { actionId: action.action_id, resolution: "it_was_sent" } });
    await recover();
    await recover();

    // as a mail whose answer came: the contact, its audit entry, the note in Odoo, each once
    const { status, events, followOns } = await scene.detail(action.action_id);
    expect(status).toBe("completed");
    expect(events.filter(({ kind }) => kind === "outreach.sent")).toHaveLength(1);
    expect(followOns).toMatchObject([{ state: "done" }]);
    expect(scene.writer.effects).toEqual([`note account.move,${invoice} <${action.action_id}.${invoice}@ai-coo>`]);
    expect(await contactOf(action)).toMatchObject({ state: "sent", sentAt: new Date(NOW), lastSentAt: new Date(NOW) });
  });

  test("runs again when a person says that it did not happen, also after its life has ended", async () => {
    for (const hours of [0, 30]) {
      scene.mail = new MailDouble();
      scene.mail.answerNext({ kind: "unknown", reason: "No answer came." });
      const action = await scene.approved();
      await executeAction(scene.ctx, scene.worker(), action.action_id);
      const { fingerprint } = await scene.detail(action.action_id);
      scene.ctx.clock.advance({ hours });
      if (hours > 0) scene.ctx.clock.set("2026-03-04T09:00:00Z");

      await resolveAction({ ctx: scene.person, input: { actionId: action.action_id, resolution: "send_again", fingerprint } });
      await processApprovedActions(scene.ctx, scene.worker());

      expect((await scene.detail(action.action_id)).status).toBe("completed");
      expect(scene.mail.sent).toHaveLength(1);
      scene.ctx.clock.set("2026-03-03T09:00:00Z");
    }
  });

  test("is left by a person who gives it up, and the contact goes on counting", async () => {
    const action = await inDoubt();

    await resolveAction({ ctx: scene.person, input: { actionId: action.action_id, resolution: "give_up" } });

    expect((await scene.detail(action.action_id)).status).toBe("failed");
    await expect(resolveAction({ ctx: scene.person, input: { actionId: action.action_id, resolution: "it_was_sent" } })).rejects.toSatisfy(
      (error) => hasCode(error, "conflict"),
    );
  });
});

describe("the note after a mail", () => {
  test("is written later when Odoo refuses for the moment", async () => {
    const action = await scene.approved({ ids: [420] });
    scene.writer.failNext({ effect: "none", code: "odoo_unreachable" });

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "executed" });
    expect((await scene.detail(action.action_id)).followOns).toMatchObject([{ state: "pending" }]);
    scene.ctx.clock.advance({ minutes: 1 });
    await recover();

    expect((await scene.detail(action.action_id)).followOns).toMatchObject([{ state: "done" }]);
    expect(scene.writer.effects).toHaveLength(1);
  });

  test.each([
    ["before_follow_on_effect", 0, "uncertain"],
    ["after_follow_on_effect", 1, "done"],
  ] as const)("survives a death %s: never twice, and what cannot be known is said", async (point, notes, state) => {
    const action = await scene.approved({ ids: [420] });
    await dieAt(action, point);
    scene.ctx.clock.advance({ minutes: 2 });

    await recover();
    await recover();

    expect(scene.writer.effects).toHaveLength(notes);
    expect((await scene.detail(action.action_id)).followOns).toMatchObject([{ state }]);
    expect((await scene.detail(action.action_id)).status).toBe("completed");
  });

  test("whose worker died before it was begun is written by the next recovery", async () => {
    const action = await scene.approved({ ids: [420] });
    await dieAt(action, "after_record");

    await recover();

    expect(scene.writer.effects).toEqual([`note account.move,420 <${action.action_id}.420@ai-coo>`]);
  });
});

test("a process that was paused and recovers its own attempt keeps to what the recovery decided", async () => {
  const action = await scene.approved();
  const paused = scene.worker("paused", {
    at: async (point) => {
      if (point !== "after_effect") return;
      scene.ctx.clock.advance({ minutes: 2 });
      await recoverAttempts(scene.ctx, scene.worker("paused"));
    },
  });

  await expect(executeAction(scene.ctx, paused, action.action_id)).rejects.toSatisfy((error) => hasCode(error, "lease_lost"));
  expect((await scene.detail(action.action_id)).status).toBe("needs_attention");
});

describe("one run of the recovery is bounded", () => {
  test("in attempts: the next run takes what is left", async () => {
    const worker = scene.worker("rescuer", { settings: { ...scene.worker().settings, batchSize: 1 } });
    for (let count = 0; count < 21; count++) await dieAt(await scene.approved(), "after_claim", `dead-${count}`);
    scene.ctx.clock.advance({ minutes: 2 });

    expect((await recoverAttempts(scene.ctx, worker)).found).toBe(20);
    expect((await recoverAttempts(scene.ctx, worker)).found).toBe(1);
  });

  test("in notes: while Odoo is away it does not try one after the other", async () => {
    for (let count = 0; count < 6; count++) await dieAt(await scene.approved(), "after_record");
    for (let count = 0; count < 4; count++) scene.writer.failNext({ effect: "none", code: "odoo_unreachable" });

    expect((await recover()).followOns).toMatchObject({ waiting: 4, done: 0 });
    scene.ctx.clock.advance({ minutes: 1 });
    expect((await recover()).followOns).toMatchObject({ waiting: 0, done: 6 });
  });

  test("in questions: while the other side knows nothing new, those behind wait for the next run", async () => {
    scene.mail = new MailDouble({ lookUp: "finds" });
    scene.mail.lagging = true;
    for (let count = 0; count < 2; count++) {
      scene.mail.answerNext({ kind: "unknown", reason: "No answer came." }, { taken: true });
      await executeAction(scene.ctx, scene.worker(), (await scene.approved()).action_id);
    }
    scene.ctx.clock.advance({ minutes: 1 });
    let asked = 0;
    const lookUp = scene.mail.lookUp.bind(scene.mail);
    scene.mail.lookUp = (mail) => {
      asked += 1;
      return lookUp(mail);
    };
    const worker = scene.worker("rescuer", { settings: { ...scene.worker().settings, batchSize: 1 } });

    await recoverAttempts(scene.ctx, worker);
    expect(asked).toBe(1);
    await recoverAttempts(scene.ctx, worker);
    expect(asked).toBe(2);
  });
});
