import { afterAll, beforeAll, expect, test } from "vitest";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { dryRunSchema, guardrailsSchema } from "#src/api/schemas/policy.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";
import { join } from "#test/support/people.ts";
import {
  EMPTY_RULE,
  faultsOf,
  refusalsOf,
  ruleOf,
  triedOf,
  triedWith,
  withRule,
  type RuleDraft,
} from "../../web/src/components/guardrails/ruleDraft.ts";

/** What the form of a new rule sends, against the server that takes it. */

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const NOW = new Date("2026-06-15T09:00:00Z");
const DRAFT: RuleDraft = { ...EMPTY_RULE, name: " Notes ", types: ["flag_at_risk_project"], maxAmount: "5000", maxPerDay: "3" };
const faults = (change: Partial<RuleDraft>) => faultsOf({ ...DRAFT, ...change }, { taken: ["Taken"], now: NOW });
const send = (path: string, body: object, method = "POST", who = cookie) =>
  api.app.request(`/api/ai-coo/guardrails${path}`, { ...fromPage(who, body), method });
const present = async () => guardrailsSchema.parse(await (await api.app.request("/api/ai-coo/guardrails", { headers: { cookie } })).json());

test.each<[string, Partial<RuleDraft>, object]>([
  ["nothing", {}, {}],
  ["no name", { name: "  " }, { name: "missing" }],
  ["a name that another rule has", { name: "Taken" }, { name: "taken" }],
  ["no kind of action", { types: [] }, { types: "missing" }],
  ["no amount where there is a limit", { maxAmount: "" }, { maxAmount: "amount" }],
  ["an amount below nothing", { maxAmount: "-1" }, { maxAmount: "amount" }],
  ["no amount where there is no limit", { money: "none", maxAmount: "" }, {}],
  ["half an approval a day", { maxPerDay: "0.5" }, { maxPerDay: "perDay" }],
  ["no day", { hasHours: true, days: [] }, { hours: "days" }],
  ["hours of no length", { hasHours: true, from: "09:00", to: "09:00" }, { hours: "length" }],
  ["a window over midnight", { hasHours: true, from: "22:00", to: "06:00" }, {}],
  ["a day that is over", { lastDay: "2026-06-13" }, { lastDay: "past" }],
])("%s is wrong with the draft", (_name, change, expected) => {
  expect(faults(change)).toEqual(expected);
});

test("a rule is tried in force, taken, and approves from then on; the others stay off where they were", async () => {
  await propose(api, { parts: { actionType: "flag_at_risk_project", partnerId: 7_001, ids: [7_001] } });
  await propose(api, { parts: { partnerId: 7_002, ids: [7_002] } });
  const rule = ruleOf({ ...DRAFT, hasHours: true, from: "00:00", to: "23:59", days: [7, 1, 2, 3, 4, 5, 6], lastDay: "2099-01-01" });
  expect(rule).toMatchObject({ name: "Notes", maxAmount: 5_000, maxPerDay: 3, hours: { days: [1, 2, 3, 4, 5, 6, 7] } });
  const open = ruleOf({ ...DRAFT, money: "any" });
  const { settings, version } = await present();

  const run = dryRunSchema.parse(await (await send("/dry-run", { settings: triedWith(settings, open), days: 90 })).json());
  expect(run).toMatchObject({ proposed: 2, byRule: [{ rule: "Notes", wouldApprove: 1, against: 0 }] });
  // the reminder is not the rule's to approve
  expect(triedOf(run, open)).toEqual({ approved: 1, proposed: 1, against: 0 });
  expect(triedOf(run, { ...open, actionTypes: ["escalate_overdue_invoice"] })).toMatchObject({ proposed: 0 });
  expect((await present()).version).toBe(version);

  for (const role of ["viewer", "approver"] as const) {
    const { cookie: who } = await join(api, role);
    expect((await send("", { version, settings: withRule(settings, open) }, "PUT", who)).status).toBe(403);
  }
  expect((await send("", { version, settings: withRule(settings, open) }, "PUT")).status).toBe(200);
  const after = await present();
  expect(after.settings.autoApproval).toMatchObject({ enabled: true, rules: [{ name: "Notes" }] });
  expect(after.rules).toMatchObject([{ name: "Notes", state: "in_force" }]);

  const off = { ...after.settings, autoApproval: { ...after.settings.autoApproval, enabled: false } };
  const second = ruleOf({ ...DRAFT, name: "Second" });
  expect(withRule(off, second).autoApproval).toMatchObject({ enabled: false, rules: [{ name: "Notes" }, { name: "Second" }] });
  expect(triedWith(off, second).autoApproval).toMatchObject({ enabled: true, rules: [{ name: "Second" }] });
});

test("the server's refusals stand at the fields they name", async () => {
  const { settings, version } = await present();
  const index = settings.autoApproval.rules.length;
  const rule = { ...ruleOf({ ...DRAFT, name: "Notes" }), maxAmount: -1, hours: { days: [1], from: "09:00", to: "09:00" } };
  const answer = await send("", { version, settings: withRule(settings, rule) }, "PUT");
  expect(answer.status).toBe(400);
  const { details } = errorBodySchema.parse(await answer.json()).error;
  expect(refusalsOf(details, index)).toMatchObject({ maxAmount: { said: expect.any(String) } });
  expect(refusalsOf(details, index + 1)).toEqual({});
  const same = await send("/dry-run", { settings: withRule(settings, { ...ruleOf(DRAFT), name: settings.autoApproval.rules[0]!.name }) });
  const refused = errorBodySchema.parse(await same.json()).error;
  expect(refusalsOf(refused.details, index)).toEqual({ name: { said: expect.stringContaining("another rule has this name") } });
  expect(refusalsOf(undefined, 0)).toEqual({});
});
