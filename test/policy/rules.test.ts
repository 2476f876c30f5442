import { describe, expect, test } from "vitest";
import { decideApprovalWith, noLongerCovers, neededApprovals, type KnownFacts } from "#src/policy/decide.ts";
import { guardrailSettingsSchema, inForce, savedGuardrailsSchema, type AutoApprovalRule } from "#src/policy/settings.ts";
import type { DecisionMoment } from "#src/policy/types.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

/** Monday, ten in the morning in Paris. */
const MOMENT: DecisionMoment = {
  now: new Date("2026-03-02T09:00:00Z"),
  timezone: "Europe/Paris",
  stopped: false,
  approvedToday: new Map(),
  pauses: new Map(),
};
const KNOWN: KnownFacts = { amount: 250, firstContact: false };

const settingsOf = (rules: readonly Partial<AutoApprovalRule>[], more: object = {}) => inForce(storedOf(rules, more), 1);

const storedOf = (rules: readonly Partial<AutoApprovalRule>[], more: object = {}) =>
  guardrailSettingsSchema.parse({
    autoApproval: {
      enabled: true,
      rules: rules.map((rule) => ({ name: "Reminders", actionTypes: ["send_invoice_reminder"], maxRisk: "medium", ...rule })),
    },
    ...more,
  });

function decide(
  rule: Partial<AutoApprovalRule>,
  {
    known = {},
    moment = {},
    over = {},
    parts = {},
    more = {},
  }: {
    readonly known?: Partial<KnownFacts>;
    readonly moment?: Partial<DecisionMoment>;
    readonly over?: Partial<ActionProtocol>;
    readonly parts?: Partial<DocumentParts>;
    readonly more?: object;
  } = {},
) {
  return decideApprovalWith(settingsOf([rule], more), exampleAction(over, parts), { ...KNOWN, ...known }, { ...MOMENT, ...moment });
}

/** The only thing that spoke against the only rule. */
function reasonOf(decision: ReturnType<typeof decideApprovalWith>): string | null {
  if (decision.approval === "auto") return null;
  expect(decision.against).toHaveLength(1);
  expect(decision.against[0]?.reasons).toHaveLength(1);
  return decision.against[0]?.reasons[0] ?? null;
}

describe("a rule approves when nothing speaks against it", () => {
  test("and says which one it was", () => {
    expect(decide({})).toEqual({ approval: "auto", rule: "Reminders", against: [] });
  });

  test.each<[string, Parameters<typeof decide>, string]>([
    ["another type", [{ actionTypes: ["send_deal_check_in"] }], "not for actions of type send_invoice_reminder"],
    ["a higher risk", [{ maxRisk: "low" }], "The risk is medium; the rule goes up to low."],
    ["a larger amount", [{ maxAmount: 249.99 }], "250, is above the rule's 249.99"],
    ["an amount that is not known", [{ maxAmount: 1_000 }, { known: { amount: null } }], "not known in the company's currency"],
    ["money at stake", [{ withoutAmount: true }], "Money is at stake"],
    ["money in another currency", [{ withoutAmount: true }, { known: { amount: null } }], "Money is at stake"],
    ["a first contact", [{}, { known: { firstContact: true } }], "never contacted before"],
    ["what may be a first contact", [{}, { known: { firstContact: null } }], "not known whether"],
    ["another customer", [{ partnerIds: [1, 2] }], "not among those that the rule is for"],
    ["what a program proposed", [{}, { over: { created_by: "agent:robot" } }], "not proposed by the system itself"],
    ["another weekday", [{ hours: { days: [2], from: "00:00", to: "23:59" } }], "outside the rule's hours"],
    ["a later hour", [{ hours: { days: [1], from: "09:00", to: "10:00" } }], "outside the rule's hours, 09:00 to 10:00 (Europe/Paris)"],
    ["a day that is full", [{ maxPerDay: 3 }, { moment: { approvedToday: new Map([["Reminders", 3]]) } }], "its 3 of the day"],
    ["its end", [{ until: "2026-03-02T10:00:00+01:00" }], "The rule ended"],
    ["a pause", [{}, { moment: { pauses: new Map([["Reminders", "A person rejected one."]]) } }], "paused: A person rejected one."],
    ["the emergency stop", [{}, { moment: { stopped: true } }], "emergency stop is on"],
    [
      "a type that is switched off",
      [{}, { more: { actionTypes: { send_invoice_reminder: { mode: "off" } } } }],
      "Actions of this type are switched off.",
    ],
    ["the organisation's limit", [{}, { more: { actionTypes: { send_invoice_reminder: { blockAbove: 200 } } } }], "above 200"],
    ["an unknown time zone", [{ maxPerDay: 3 }, { moment: { timezone: null } }], "time zone is not known"],
  ])("%s does", (_name, [rule, options], sentence) => {
    expect(reasonOf(decide(rule, options))).toContain(sentence);
  });

  test("limits include their ends, and what contacts nobody is no first contact", () => {
    expect(reasonOf(decide({ maxAmount: 250 }))).toBeNull();
    expect(reasonOf(decide({ hours: { days: [1], from: "10:00", to: "10:01" } }))).toBeNull();
    expect(reasonOf(decide({ maxPerDay: 3 }, { moment: { approvedToday: new Map([["Reminders", 2]]) } }))).toBeNull();
    expect(reasonOf(decide({ partnerIds: [42] }, { parts: { partnerId: 42 } }))).toBeNull();
    const task = { actionTypes: ["create_collection_task" as const] };
    const contactsNobody = { parts: { actionType: "create_collection_task" as const }, known: { firstContact: null } };
    expect(reasonOf(decide(task, contactsNobody))).toBeNull();
    expect(reasonOf(decide({ firstContacts: true }, { known: { firstContact: true } }))).toBeNull();
  });

  test("the first that covers it counts, and what spoke against those before is kept, all of it", () => {
    const settings = settingsOf([{ name: "Tiny", maxAmount: 10, partnerIds: [1] }, { name: "Small", maxAmount: 500 }, { name: "Any" }]);
    expect(decideApprovalWith(settings, exampleAction(), KNOWN, MOMENT)).toEqual({
      approval: "auto",
      rule: "Small",
      against: [
        {
          rule: "Tiny",
          reasons: ["The amount at stake, 250, is above the rule's 10.", "The customer is not among those that the rule is for."],
        },
      ],
    });
  });

  test("nothing is approved while auto-approval is off, and every rule says so", () => {
    const off = { ...settingsOf([{}]), autoApproval: { ...settingsOf([{}]).autoApproval, enabled: false } };
    expect(decideApprovalWith(off, exampleAction(), KNOWN, MOMENT)).toEqual({
      approval: "required",
      minApprovals: 1,
      against: [{ rule: "Reminders", reasons: ["Auto-approval is off."] }],
    });
  });
});

describe("hours go by the organisation's wall clock", () => {
  const at = (moment: string, hours: NonNullable<AutoApprovalRule["hours"]>) =>
    decide({ hours }, { moment: { now: new Date(moment) } }).approval === "auto";
  const sundays = (from: string, to: string) => ({ days: [7], from, to });

  test.each([
    ["before the clock is set forward", "2026-03-22T08:00:00Z", true],
    ["an hour earlier that day", "2026-03-22T07:00:00Z", false],
    ["on the day it is set forward", "2026-03-29T07:00:00Z", true],
    ["and after its end of that day", "2026-03-29T15:00:00Z", false],
    ["on the day it is set back", "2026-10-25T08:00:00Z", true],
    ["and an hour before", "2026-10-25T07:59:00Z", false],
  ])("from nine to five in Paris, %s", (_name, moment, open) => {
    expect(at(moment, sundays("09:00", "17:00"))).toBe(open);
  });

  test("an hour that the clock leaves out never comes, and one that it shows twice comes twice", () => {
    const hour = sundays("02:00", "03:00");
    expect(["2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z"].map((moment) => at(moment, hour))).toEqual([false, false]);
    expect(
      ["2026-10-24T23:59:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"].map((moment) => at(moment, hour)),
    ).toEqual([false, true, true, false]);
  });

  test("a window over midnight belongs to the day on which it starts", () => {
    const night = { days: [1], from: "22:00", to: "02:00" };
    expect(
      ["2026-03-02T21:00:00Z", "2026-03-03T00:59:00Z", "2026-03-03T01:00:00Z", "2026-03-02T00:30:00Z"].map((m) => at(m, night)),
    ).toEqual([true, true, false, false]);
  });
});

describe("what a rule approved is looked at again before it runs", () => {
  const covers = (rules: readonly Partial<AutoApprovalRule>[], known: KnownFacts = KNOWN, moment: Partial<DecisionMoment> = {}) =>
    noLongerCovers(settingsOf(rules), "Reminders", exampleAction(), known, { ...MOMENT, ...moment });

  test("its hours and its count of a day are over by then, and do not matter", () => {
    expect(covers([{ hours: { days: [7], from: "01:00", to: "02:00" }, maxPerDay: 1 }])).toBeNull();
  });

  test.each<[string, Parameters<typeof covers>, string]>([
    ["gone", [[]], "does not exist any more"],
    ["there under another name, although that one covers it", [[{ name: "Others" }]], "does not exist any more"],
    ["narrowed to smaller amounts", [[{ maxAmount: 100 }]], "does not cover it any more"],
    ["closed to first contacts", [[{}], { amount: 250, firstContact: true }], "never contacted before"],
    ["ended", [[{ until: "2026-03-01T00:00:00Z" }]], "ended"],
    ["paused", [[{}], KNOWN, { pauses: new Map([["Reminders", "A person took one back."]]) }], "paused"],
  ])("a rule that is %s lets nothing through", (_name, args, sentence) => {
    expect(covers(...args)).toContain(sentence);
  });
});

test("approvers are what the risk, the type or the document asks for, whichever is most", () => {
  const settings = inForce(guardrailSettingsSchema.parse({ actionTypes: { send_invoice_reminder: { minApprovals: 3 } } }), 1);
  expect(neededApprovals(settings, exampleAction())).toBe(3);
  expect(neededApprovals(settings, exampleAction({}, { actionType: "create_collection_task" }))).toBe(1);
  expect(neededApprovals(settings, exampleAction({ risk_level: "critical" }, { actionType: "create_collection_task" }))).toBe(2);
});

test("high risk takes two people where two may approve and one otherwise; a number that is set, and critical, whoever there is", () => {
  const needed = (deciders: number, minApprovals: object = {}) => {
    const settings = inForce(guardrailSettingsSchema.parse({ minApprovals }), deciders);
    return (["low", "medium", "high", "critical"] as const).map((risk) => neededApprovals(settings, exampleAction({ risk_level: risk })));
  };
  expect([0, 1, 2, 9].map((deciders) => needed(deciders))).toEqual([
    [1, 1, 1, 2],
    [1, 1, 1, 2],
    [1, 1, 2, 2],
    [1, 1, 2, 2],
  ]);
  expect([needed(1, { high: 2 }), needed(9, { high: 1 }), needed(1, { critical: 1 })]).toEqual([
    [1, 1, 2, 2],
    [1, 1, 1, 2],
    [1, 1, 1, 1],
  ]);
});

describe("settings", () => {
  test("of the version before still count, closed to first contacts", () => {
    const stored = {
      autoApproval: { enabled: true, rules: [{ name: "Small tasks", actionTypes: ["create_follow_up_task"], maxRisk: "low" }] },
      minApprovals: { low: 1, medium: 1, high: 1, critical: 2 },
      risk: { highAmount: 10_000, criticalAmount: 100_000, manyRecipients: 3 },
    };
    const parsed = guardrailSettingsSchema.parse(stored);
    expect(parsed).toMatchObject(stored);
    expect(parsed.autoApproval.rules[0]).toMatchObject({ firstContacts: false, withoutAmount: false });
    expect(parsed).toMatchObject({ actionTypes: {}, earnedAutonomy: { approvals: 20, ruleDays: 30 } });
  });

  test.each<[string, Partial<AutoApprovalRule>[]]>([
    ["two rules of one name", [{}, {}]],
    ["a rule for no money up to some", [{ withoutAmount: true, maxAmount: 5 }]],
    ["hours of no length", [{ hours: { days: [1], from: "09:00", to: "09:00" } }]],
  ])("with %s are read where they are stored, and not saved", (_name, rules) => {
    const settings = storedOf(rules);
    expect(savedGuardrailsSchema.safeParse(settings).success).toBe(false);
  });
});
