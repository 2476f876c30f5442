import type { DryRunView, GuardrailsView } from "#src/api/type.ts";
import type { ActionType } from "#src/protocol/terms.ts";

type Settings = GuardrailsView["settings"];
type Rule = Settings["autoApproval"]["rules"][number];

/** A rule as it is typed: texts of inputs, not yet a rule. */
export interface RuleDraft {
  readonly name: string;
  readonly types: readonly ActionType[];
  readonly maxRisk: Rule["maxRisk"];
  /** Whether money may be at stake: any amount, up to a limit, or none at all. */
  readonly money: "any" | "limit" | "none";
  readonly maxAmount: string;
  readonly firstContacts: boolean;
  readonly maxPerDay: string;
  readonly hasHours: boolean;
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  /** The last day, `YYYY-MM-DD`; empty for no end. */
  readonly lastDay: string;
}

export type RuleField = "name" | "types" | "maxAmount" | "maxPerDay" | "hours" | "lastDay";
/** What is wrong with a field: a word of ours, or the server's own sentence. */
export type Fault = "missing" | "taken" | "amount" | "perDay" | "days" | "length" | "past" | { readonly said: string };
export type Faults = Partial<Record<RuleField, Fault>>;

export const EMPTY_RULE: RuleDraft = {
  name: "",
  types: [],
  maxRisk: "low",
  money: "limit",
  maxAmount: "",
  firstContacts: false,
  maxPerDay: "",
  hasHours: false,
  days: [1, 2, 3, 4, 5],
  from: "09:00",
  to: "17:00",
  lastDay: "",
};

const LONGEST_NAME = 100;
const MOST_PER_DAY = 100_000;

/** The end of a day on this browser's clock. */
const endOf = (day: string): Date => new Date(`${day}T23:59:59`);

/** What is wrong with a draft as far as the page can tell; the server looks at it again. */
export function faultsOf(draft: RuleDraft, { taken, now }: { readonly taken: readonly string[]; readonly now: Date }): Faults {
  const name = draft.name.trim();
  const perDay = Number(draft.maxPerDay);
  const amount = Number(draft.maxAmount);
  return {
    ...(name === "" || name.length > LONGEST_NAME ? { name: "missing" } : taken.includes(name) ? { name: "taken" } : {}),
    ...(draft.types.length === 0 ? { types: "missing" } : {}),
    ...(draft.money === "limit" && (draft.maxAmount.trim() === "" || !(amount >= 0) || amount === Infinity) ? { maxAmount: "amount" } : {}),
    ...(draft.maxPerDay !== "" && !(Number.isInteger(perDay) && perDay >= 1 && perDay <= MOST_PER_DAY) ? { maxPerDay: "perDay" } : {}),
    ...(draft.hasHours && draft.days.length === 0 ? { hours: "days" } : {}),
    ...(draft.hasHours && draft.days.length > 0 && (draft.from === "" || draft.from === draft.to) ? { hours: "length" } : {}),
    ...(draft.lastDay !== "" && !(endOf(draft.lastDay) > now) ? { lastDay: "past" } : {}),
  };
}

/** The rule that a draft without faults says. */
export function ruleOf(draft: RuleDraft): Rule {
  return {
    name: draft.name.trim(),
    actionTypes: [...draft.types],
    maxRisk: draft.maxRisk,
    withoutAmount: draft.money === "none",
    firstContacts: draft.firstContacts,
    ...(draft.money === "limit" ? { maxAmount: Number(draft.maxAmount) } : {}),
    ...(draft.maxPerDay === "" ? {} : { maxPerDay: Number(draft.maxPerDay) }),
    ...(draft.hasHours ? { hours: { days: draft.days.toSorted((a, b) => a - b), from: draft.from, to: draft.to } } : {}),
    ...(draft.lastDay === "" ? {} : { until: endOf(draft.lastDay).toISOString() }),
  };
}

/**
 * The guardrails with one rule more. Where rules are switched off and there are none, they are switched on with this one, which is
 * what the person says yes to; where others stand there, they stay off, because those would come into force with it.
 */
export function withRule(settings: Settings, rule: Rule): Settings {
  const { enabled, rules } = settings.autoApproval;
  return { ...settings, autoApproval: { enabled: enabled || rules.length === 0, rules: [...rules, rule] } };
}

/** The same for trying it: in force, and alone where the others are not. */
export function triedWith(settings: Settings, rule: Rule): Settings {
  const { enabled, rules } = settings.autoApproval;
  return { ...settings, autoApproval: { enabled: true, rules: [...(enabled ? rules : []), rule] } };
}

const FIELD_OF: Readonly<Record<string, RuleField>> = {
  name: "name",
  actionTypes: "types",
  maxAmount: "maxAmount",
  withoutAmount: "maxAmount",
  maxPerDay: "maxPerDay",
  hours: "hours",
  until: "lastDay",
};

/** The server's refusals at the fields they name; those of other places are not among them. `index` is the rule's among those sent. */
export function refusalsOf(details: unknown, index: number): Faults {
  if (typeof details !== "object" || details === null || !("issues" in details) || !Array.isArray(details.issues)) return {};
  const faults: Partial<Record<RuleField, Fault>> = {};
  for (const issue of details.issues as readonly { readonly path?: unknown; readonly message?: unknown }[]) {
    const [, key] = new RegExp(`^autoApproval\\.rules\\.${index}\\.(\\w+)`).exec(String(issue.path)) ?? [];
    const field = key === undefined ? undefined : FIELD_OF[key];
    if (field !== undefined) faults[field] ??= { said: String(issue.message) };
  }
  return faults;
}

/** How a try came out for one rule: of what is of its kinds, since nothing else was ever its to approve. */
export function triedOf(
  run: Pick<DryRunView, "byType" | "byRule">,
  { name, actionTypes }: Pick<Rule, "name" | "actionTypes">,
): { readonly approved: number; readonly proposed: number; readonly against: number } {
  const own = run.byRule.find(({ rule }) => rule === name);
  const ofItsKinds = run.byType.filter(({ actionType }) => actionTypes.includes(actionType));
  return {
    approved: own?.wouldApprove ?? 0,
    proposed: ofItsKinds.reduce((sum, { proposed }) => sum + proposed, 0),
    against: own?.against ?? 0,
  };
}
