import { describe, expect, test } from "vitest";
import { editAction, putInDoubt, undoAction } from "#src/actions/index.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import {
  acceptSuggestion,
  dismissSuggestion,
  liftPause,
  listSuggestions,
  readPolicyView,
  saveGuardrails,
  suggestRules,
  type RuleSuggestion,
} from "#src/policy/index.ts";
import { setPolicyScene } from "./scene.ts";

const scene = setPolicyScene();

const open = () => listSuggestions(scene.ctx, { statuses: ["open"] });
const ruleOf = async (name: string) => (await readPolicyView(scene.ctx)).rules.find((rule) => rule.name === name);

/** Twenty reminders in a row that people approved as they were, and what the system suggests from them. */
async function earned(amount: number | ((index: number) => number) = 250): Promise<RuleSuggestion> {
  await scene.record(20, { amount, minutes: 30 });
  await suggestRules(scene.ctx);
  const [suggestion] = await open();
  if (suggestion === undefined) throw new Error("nothing was suggested");
  return suggestion;
}

describe("a suggestion", () => {
  test("comes after twenty approvals in a row, narrower than they were, with the record behind it", async () => {
    const [first, ...others] = await scene.record(19, { amount: (index) => 100 + index, minutes: 60 });
    await suggestRules(scene.ctx);
    expect(await open()).toEqual([]);
    const [last] = await scene.record(1, { amount: 180 });

    expect(await suggestRules(scene.ctx)).toEqual({ looked: 20, suggested: 1, withdrawn: 0, paused: 0 });

    const [suggestion] = await open();
    expect(suggestion).toMatchObject({
      kind: "send_invoice_reminder medium up to 500",
      status: "open",
      ruleDays: 30,
      rule: {
        name: "Send invoice reminder up to 180, earned 2026-03-03",
        actionTypes: ["send_invoice_reminder"],
        maxRisk: "medium",
        maxAmount: 180,
        firstContacts: false,
        // one an hour from Monday nine o'clock on, through the night
        hours: { days: [1, 2], from: "00:00", to: "23:01" },
        maxPerDay: 10,
      },
      evidence: { approvals: 20, largestAmount: 180, firstContacts: 0, medianPerDay: 10, from: "2026-03-02T09:00:00.000Z" },
    });
    expect(suggestion!.evidence.actionIds).toEqual([first, ...others, last].map((action) => action!.actionId));
    // it suggests, and takes nothing
    expect((await readPolicyView(scene.ctx)).settings.autoApproval).toEqual({ enabled: false, rules: [] });
    expect(await scene.audit()).toContain("rule.suggested");
  });

  test("is one, whoever asks for it at once or again, and later too", async () => {
    await scene.record(20, { minutes: 5 });
    const runs = await Promise.all([1, 2, 3, 4].map(() => suggestRules(scene.ctx)));
    expect(runs.reduce((sum, { suggested }) => sum + suggested, 0)).toBe(1);
    await scene.record(5, { minutes: 5 });
    scene.ctx.clock.advance({ days: 1 });
    expect(await suggestRules(scene.ctx)).toMatchObject({ suggested: 0 });
    expect(await listSuggestions(scene.ctx)).toHaveLength(1);
  });

  test.each<[string, () => Promise<void>]>([
    ["a rejection", async () => scene.reject(await scene.propose())],
    [
      "an edit",
      async () => {
        const { actionId, fingerprint } = await scene.propose();
        const changed = await editAction({
          ctx: scene.anna,
          input: { actionId, fingerprint, edit: { type: "send_email", subject: "Reminder" } },
        });
        await scene.approve(changed);
        await scene.complete(changed);
      },
    ],
    [
      "a complaint",
      async () => {
        const action = await scene.propose({ to: ["angry@customer.example"] });
        await scene.approve(action);
        await scene.complete(action);
        await scene.report("angry@customer.example", "complaint");
      },
    ],
    [
      "a doubt",
      async () => {
        const action = await scene.propose();
        await scene.approve(action);
        await withTransaction(scene.ctx, async (inner) => {
          const row = await getActionByIdOrThrow(inner, action.actionId, { lock: true });
          await putInDoubt(inner, row, { workerId: "w", token: "t", since: inner.clock.now(), reason: "Lost.", lookUpAt: null });
        });
      },
    ],
  ])("is not made after %s: the row begins anew, and stays below the amount of that", async (_name, no) => {
    await scene.record(10, { minutes: 5 });
    await no();
    scene.ctx.clock.advance({ minutes: 5 });
    await scene.record(19, { amount: 200, minutes: 5 });
    await suggestRules(scene.ctx);
    expect(await open()).toEqual([]);

    await scene.record(1, { amount: 249.99, minutes: 5 });
    await suggestRules(scene.ctx);
    expect(await open()).toMatchObject([{ rule: { maxAmount: 249.99 }, evidence: { approvals: 20 } }]);
  });

  test("is not made of what only keys approved, nor of what waits or is too risky", async () => {
    const robot = { ...scene.ctx, actor: "agent:robot" as const };
    for (let index = 0; index < 20; index++) {
      const action = await scene.propose();
      await scene.approve(action, robot);
      await scene.complete(action);
      await scene.approve(await scene.propose());
      const risky = await scene.propose({}, { amount: 20_000 });
      await scene.approve(risky);
      await scene.complete(risky);
      scene.ctx.clock.advance({ minutes: 5 });
    }
    expect(await suggestRules(scene.ctx)).toEqual({ looked: 60, suggested: 0, withdrawn: 0, paused: 0 });
  });

  test("takes first contacts where there were some, and no amount where none was at stake", async () => {
    for (let index = 0; index < 20; index++) {
      const note = await scene.offer(
        { actionType: "flag_at_risk_project" },
        { amount: undefined as never },
        { estimated_impact: undefined as never },
      );
      if (!note.proposed) throw new Error("not proposed");
      await scene.approve(note);
      await scene.complete(note);
      const confirmation = await scene.propose({ actionType: "send_payment_confirmation" }, { firstContact: index === 3, amount: 20 });
      await scene.approve(confirmation);
      await scene.complete(confirmation);
      scene.ctx.clock.advance({ minutes: 1 });
    }
    // the first contact is of a higher risk, and so of another kind
    await saveGuardrails(scene.anna, { earnedAutonomy: { approvals: 19 } });
    await suggestRules(scene.ctx);
    expect((await open()).map(({ kind, rule }) => [kind, rule.withoutAmount, rule.firstContacts, rule.maxAmount])).toEqual(
      expect.arrayContaining([
        ["flag_at_risk_project low without amount", true, false, undefined],
        ["send_payment_confirmation low up to 500", false, false, 20],
      ]),
    );
  });

  test("is made from the record of the window and from no decision that a suggestion was made of before", async () => {
    const suggestion = await earned();
    await dismissSuggestion(scene.anna, { suggestionId: suggestion.suggestionId, reason: "I read them all." });
    await saveGuardrails(scene.anna, { earnedAutonomy: { quietDays: 0 } });
    await suggestRules(scene.ctx);
    expect(await open()).toEqual([]);
    scene.ctx.clock.advance({ minutes: 1 });
    await scene.record(20, { minutes: 5 });
    await suggestRules(scene.ctx);
    expect(await open()).toHaveLength(1);
  });
});

describe("a person", () => {
  test("takes a suggestion: the rule is in force until its end, and approves what the record was like", async () => {
    const { suggestionId } = await earned();
    scene.ctx.clock.set("2026-03-03T12:00:00Z");

    const { rule } = await acceptSuggestion(scene.anna, { suggestionId });

    expect(rule).toMatchObject({ suggestionId, until: "2026-04-02T12:00:00.000Z" });
    expect(await scene.propose()).toMatchObject({ status: "pending_approval" });
    scene.ctx.clock.set("2026-03-09T10:00:00Z"); // a Monday, as the day on which people decided
    expect(await scene.propose({}, { amount: 250 })).toMatchObject({ status: "approved" });
    expect(await scene.propose({}, { amount: 251 })).toMatchObject({ status: "pending_approval" });
    scene.ctx.clock.set("2026-04-06T09:00:00Z");
    expect(await scene.propose()).toMatchObject({ status: "pending_approval" });
    expect(await ruleOf(rule.name)).toMatchObject({ state: "ended" });
    expect(await scene.audit()).toEqual(expect.arrayContaining(["rule.suggested", "guardrails.changed", "rule.accepted"]));
  });

  test("takes it for fewer days, never for more, once, and is a person", async () => {
    const { suggestionId } = await earned();
    await expect(acceptSuggestion(scene.ctx, { suggestionId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(acceptSuggestion(scene.anna, { suggestionId, days: 31 })).rejects.toMatchObject({ code: "invalid_input" });
    const results = await Promise.allSettled([scene.anna, scene.ben].map((ctx) => acceptSuggestion(ctx, { suggestionId, days: 7 })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(acceptSuggestion(scene.ben, { suggestionId })).rejects.toMatchObject({ code: "conflict" });
    expect((await readPolicyView(scene.ctx)).settings.autoApproval.rules).toHaveLength(1);
  });

  test("brings no other rule into force by it", async () => {
    const { suggestionId } = await earned();
    await saveGuardrails(scene.anna, {
      autoApproval: { enabled: false, rules: [{ name: "Everything", actionTypes: ["send_invoice_reminder"], maxRisk: "medium" }] },
    });
    await expect(acceptSuggestion(scene.anna, { suggestionId })).rejects.toMatchObject({
      code: "conflict",
      details: { rules: ["Everything"] },
    });
  });

  test("says no with a reason, and is not asked again for a while", async () => {
    const { suggestionId } = await earned();
    await expect(dismissSuggestion(scene.anna, { suggestionId, reason: " " })).rejects.toMatchObject({ code: "invalid_input" });
    await dismissSuggestion(scene.anna, { suggestionId, reason: "I read them all." });
    await scene.record(20, { minutes: 5 });
    expect(await suggestRules(scene.ctx)).toMatchObject({ suggested: 0 });
    expect(await listSuggestions(scene.ctx)).toMatchObject([{ status: "dismissed", reason: "I read them all.", decidedBy: "user:anna" }]);
    expect(await acceptSuggestion(scene.anna, { suggestionId }).catch((error: unknown) => error)).toMatchObject({ code: "conflict" });
  });
});

describe("a no of a person", () => {
  test("withdraws the open suggestion of the kind, and none of another", async () => {
    await earned();
    await scene.reject(await scene.propose({}, { amount: 400 }));
    expect(await open()).toHaveLength(1); // above what the rule would approve

    await scene.reject(await scene.propose({}, { amount: 120 }));

    expect(await listSuggestions(scene.ctx)).toMatchObject([{ status: "withdrawn", reason: "A person rejected an action of this kind." }]);
    expect(await scene.audit()).toContain("rule.withdrawn");
  });

  test("pauses the earned rule until a person lets it go on; what it approved and has not run is not approved meanwhile", async () => {
    const { suggestionId } = await earned();
    const { rule } = await acceptSuggestion(scene.anna, { suggestionId });
    // what comes to a person although the rule is for its kind: proposed in the night
    scene.ctx.clock.set("2026-03-05T03:00:00Z");
    await scene.reject(await scene.propose());

    expect(await ruleOf(rule.name)).toMatchObject({ state: "paused", why: "A person rejected an action of this kind." });
    scene.ctx.clock.set("2026-03-09T10:00:00Z");
    const waiting = await scene.propose();
    expect((await scene.detail(waiting.actionId)).policy.against[0]?.reasons).toEqual([
      "The rule is paused: A person rejected an action of this kind.",
    ]);

    await expect(liftPause(scene.ctx, { rule: rule.name })).rejects.toMatchObject({ code: "forbidden" });
    await liftPause(scene.ben, { rule: rule.name });
    expect(await ruleOf(rule.name)).toMatchObject({ state: "in_force", why: null });
    expect(await scene.propose()).toMatchObject({ status: "approved" });
    // what was before does not pause it again
    expect(await suggestRules(scene.ctx)).toMatchObject({ paused: 0 });
    await expect(liftPause(scene.ben, { rule: rule.name })).rejects.toMatchObject({ code: "conflict" });
    expect((await scene.audit()).filter((kind) => kind.startsWith("rule."))).toEqual([
      "rule.suggested",
      "rule.accepted",
      "rule.paused",
      "rule.resumed",
    ]);
  });

  test("that takes back what was done pauses it as well", async () => {
    const stage = { rollback_strategy: "auto_undo_odoo_write" } as const;
    const move = async () => {
      const action = await scene.propose({ actionType: "update_deal_stage" }, { amount: 50 }, stage);
      if (action.status === "pending_approval") await scene.approve(action);
      await scene.complete(action);
      scene.ctx.clock.advance({ minutes: 5 });
      return action;
    };
    for (let index = 0; index < 20; index++) await move();
    await suggestRules(scene.ctx);
    const [suggestion] = await open();
    const { rule } = await acceptSuggestion(scene.anna, { suggestionId: suggestion!.suggestionId });
    const { actionId, fingerprint } = await move();

    await undoAction({ ctx: scene.ben, input: { actionId, fingerprint, reason: "Wrong deal.", channel: "in_app" } });

    expect(await ruleOf(rule.name)).toMatchObject({ state: "paused", why: "A person took back what an action of this kind did." });
  });
});

test("a bounce of what the rule let through pauses it at the next run", async () => {
  const { suggestionId } = await earned();
  const { rule } = await acceptSuggestion(scene.anna, { suggestionId });
  scene.ctx.clock.set("2026-03-09T10:00:00Z");
  const action = await scene.propose({ to: ["gone@customer.example"] });
  expect(action.status).toBe("approved");
  await scene.complete(action);
  await scene.report("gone@customer.example", "hard_bounce");

  expect(await suggestRules(scene.ctx)).toMatchObject({ paused: 1 });
  expect(await ruleOf(rule.name)).toMatchObject({ state: "paused" });
  expect(await suggestRules(scene.ctx)).toMatchObject({ paused: 0 });
});
