import { countRuleApprovals } from "#src/db/access/ruleApprovals.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { countDeciders } from "#src/people/index.ts";
import { readRuleTimezone, startOfDay } from "./days.ts";
import { readGuardrails, type Guardrails } from "./guardrails.ts";
import { readPauses } from "./pauses.ts";
import { inForce, type GuardrailsInForce } from "./settings.ts";

/** How a rule stands at this moment. */
export interface RuleView {
  readonly name: string;
  readonly state: "in_force" | "paused" | "ended" | "off";
  /** Why it is paused. */
  readonly why: string | null;
  /** Approvals by it on the organisation's day. */
  readonly approvedToday: number;
}

export interface PolicyView extends Guardrails {
  /** How many people each risk takes now: where a number is left open, it depends on how many may decide. */
  readonly peopleNeeded: GuardrailsInForce["minApprovals"];
  readonly rules: readonly RuleView[];
  /** IANA name of the zone that hours and days go by; null where what is stored is none. */
  readonly timezone: string | null;
}

/** The guardrails with how each rule stands now. Errors: `config_invalid`. */
export async function readPolicyView(ctx: Context): Promise<PolicyView> {
  return withTransaction(ctx, async (inner) => {
    const guardrails = await readGuardrails(inner);
    const { enabled, rules } = guardrails.settings.autoApproval;
    const timezone = await readRuleTimezone(inner);
    const pauses = await readPauses(inner, guardrails.settings);
    const now = inner.clock.now();
    const names = rules.map(({ name }) => name);
    const today = await countRuleApprovals(inner, { rules: names, since: startOfDay(now, timezone ?? "UTC") });
    return {
      ...guardrails,
      peopleNeeded: inForce(guardrails.settings, await countDeciders(inner)).minApprovals,
      timezone,
      rules: rules.map(({ name, until }): RuleView => {
        const ended = until !== undefined && Date.parse(until) <= now.getTime();
        const why = pauses.get(name) ?? null;
        const state = ended ? "ended" : !enabled ? "off" : why !== null ? "paused" : "in_force";
        return { name, state, why, approvedToday: today.get(name) ?? 0 };
      }),
    };
  });
}
