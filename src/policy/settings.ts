import { z } from "zod";
import { actionTypeSchema, type ActionType } from "#src/protocol/index.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM");

/** When a rule may approve, on the clock of the organisation's time zone (the one of its outreach settings). */
const ruleHoursSchema = z.strictObject({
  /** ISO weekdays, 1 is Monday; a window over midnight belongs to the day on which it starts. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: timeOfDay,
  /** Exclusive; earlier than `from` means a window over midnight. */
  to: timeOfDay,
});

/**
 * A rule that approves without a person. Every line narrows it; an action passes only when nothing speaks against it, and what is
 * not known speaks against it.
 */
export const autoApprovalRuleSchema = z.strictObject({
  /** Shown wherever the rule approved something, and what its approvals of a day are counted under. */
  name: z.string().min(1).max(100),
  actionTypes: z.array(actionTypeSchema).min(1),
  /** Never approves above this risk; `high` and `critical` always want a person. */
  maxRisk: z.enum(["low", "medium"]).default("low"),
  /** The largest amount at stake, in the company's currency, the limit itself included. */
  maxAmount: z.number().nonnegative().optional(),
  /** Only actions at which no money is at stake at all. */
  withoutAmount: z.boolean().default(false),
  /** Whether it may approve the first contact ever with a customer. */
  firstContacts: z.boolean().default(false),
  hours: ruleHoursSchema.optional(),
  /** Approvals by this rule on one day of the organisation's time zone. */
  maxPerDay: z.int().min(1).max(100_000).optional(),
  /** RFC 3339: from then on it approves nothing, and what it approved before and has not run waits for a person. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Only these customers, by their ids in Odoo. */
  partnerIds: z.array(z.int().positive()).min(1).max(1_000).optional(),
  /** The accepted suggestion that it came from; such a rule is paused when a person disagrees with its kind of action. */
  suggestionId: z.uuid().optional(),
});
export type AutoApprovalRule = z.infer<typeof autoApprovalRuleSchema>;

const approvers = (standard: number) => z.int().min(1).max(5).default(standard);

/** What holds for one type of action, whoever approves it. */
const actionTypeSettingsSchema = z.strictObject({
  /** `off`: the system proposes none, and says so where it would have. */
  mode: z.enum(["propose", "off"]).default("propose"),
  /** Different people that have to approve at least, whatever the risk; null leaves that to the risk. */
  minApprovals: z.int().min(1).max(5).nullable().default(null),
  /** An amount at stake above this, in the company's currency where it is known, cannot be approved by anybody; null for no limit. */
  blockAbove: z.number().positive().nullable().default(null),
});
export type ActionTypeSettings = z.infer<typeof actionTypeSettingsSchema>;

/** What an organisation allows. Everything that lets the system act alone is off by default. */
export const guardrailSettingsSchema = z.strictObject({
  autoApproval: z.strictObject({ enabled: z.boolean().default(false), rules: z.array(autoApprovalRuleSchema).default([]) }).prefault({}),
  /**
   * Different people that have to approve, by risk. The action's own `min_approvals` can only raise it. Four eyes are the default for
   * high and critical. For high, null means two people where at least two may approve and one otherwise, because an organisation
   * of one person could decide no escalation at all; a number holds whoever there is. Critical is two whoever there is: an
   * organisation of one person invites a second one, or sets it to 1 and says so with that.
   */
  minApprovals: z
    .strictObject({ low: approvers(1), medium: approvers(1), high: z.int().min(1).max(5).nullable().default(null), critical: approvers(2) })
    .prefault({}),
  risk: z
    .strictObject({
      /** Amounts at stake from which the risk is at least high, or critical, in the company's currency where it is known, else in the amount's own. */
      highAmount: z.number().positive().default(10_000),
      criticalAmount: z.number().positive().default(100_000),
      /** More recipients than this are at least high. */
      manyRecipients: z.int().min(1).default(3),
    })
    .prefault({}),
  actionTypes: z.partialRecord(actionTypeSchema, actionTypeSettingsSchema).default({}),
  /** When the system suggests a rule, from what people decided. It never takes one. */
  earnedAutonomy: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** Approvals in a row, without an edit and without a rejection, before a rule is suggested. */
      approvals: z.int().min(5).max(1_000).default(20),
      /** How far back the record is read, in days. */
      windowDays: z.int().min(7).max(365).default(90),
      /** Upper ends of the bands of amounts at stake, in the company's currency: each band earns for itself. */
      amountBands: z.array(z.number().positive()).max(20).default([500, 2_000, 10_000]),
      /** Days that an accepted rule is good for. */
      ruleDays: z.int().min(1).max(365).default(30),
      /** Days in which a rule of the same kind is not suggested again after a person said no. */
      quietDays: z.int().min(0).max(3_650).default(90),
    })
    .prefault({}),
});

export type GuardrailSettings = z.infer<typeof guardrailSettingsSchema>;

/** The guardrails as they decide: with how many people each risk takes. */
export interface GuardrailsInForce extends Omit<GuardrailSettings, "minApprovals"> {
  readonly minApprovals: Readonly<Record<keyof GuardrailSettings["minApprovals"], number>>;
}

/** What settings come to in an organisation in which so many people may decide. */
export function inForce(settings: GuardrailSettings, deciders: number): GuardrailsInForce {
  const { high, ...others } = settings.minApprovals;
  return { ...settings, minApprovals: { ...others, high: high ?? (deciders >= 2 ? 2 : 1) } };
}

export const DEFAULT_GUARDRAILS: GuardrailSettings = guardrailSettingsSchema.parse({});

const DEFAULT_ACTION_TYPE = actionTypeSettingsSchema.parse({});

/** What the organisation set for a type of action, completed with the defaults. */
export function settingsOfType(settings: GuardrailSettings, actionType: ActionType): ActionTypeSettings {
  return settings.actionTypes[actionType] ?? DEFAULT_ACTION_TYPE;
}

const MOST_RULES = 50;

/**
 * What guardrails that are saved have to keep beyond their shape. Stored ones are read without it, so that what an earlier version
 * kept still counts.
 */
export const savedGuardrailsSchema = guardrailSettingsSchema.superRefine(({ autoApproval: { rules } }, check) => {
  const refuse = (path: (string | number)[], message: string): void => {
    check.addIssue({ code: "custom", path: ["autoApproval", "rules", ...path], message });
  };
  if (rules.length > MOST_RULES) refuse([], `at most ${MOST_RULES} rules`);
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    if (seen.has(rule.name)) refuse([index, "name"], "another rule has this name, and approvals are counted and taken back by it");
    seen.add(rule.name);
    if (rule.withoutAmount && rule.maxAmount !== undefined) {
      refuse([index, "withoutAmount"], "a rule is either for actions without money at stake or for amounts up to a limit");
    }
    if (rule.hours !== undefined && rule.hours.from === rule.hours.to) refuse([index, "hours", "to"], "hours of no length never approve");
  }
});
