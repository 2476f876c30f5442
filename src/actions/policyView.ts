import { z } from "zod";
import type { RuleRefusal } from "#src/policy/index.ts";

/** What the organisation's rules said to an action when it was proposed, for its card. */
export interface ActionPolicyView {
  /** The rule that approved it, and the version of the guardrails that it stood in. */
  readonly rule: string | null;
  readonly version: string | null;
  /** Why each rule before did not, one sentence each. */
  readonly against: readonly RuleRefusal[];
  /** Why nobody can approve it as the limits stand now; null where somebody can. */
  readonly limit: string | null;
}

const proposedFacts = z.object({
  policy: z.object({ against: z.array(z.object({ rule: z.string(), reasons: z.array(z.string()) })) }),
});
const ruleFacts = z.object({ channel: z.literal("policy"), rule: z.string(), policy_version: z.string().optional() });

/** Which rule approved it, and what spoke against the others; the audit keeps both. */
export function policyOf(history: readonly { readonly kind: string; readonly facts: unknown }[], limit: string | null): ActionPolicyView {
  const of = (kind: string): unknown => history.find((event) => event.kind === kind)?.facts;
  const proposed = proposedFacts.safeParse(of("action.proposed"));
  const approved = ruleFacts.safeParse(of("action.approved"));
  return {
    rule: approved.success ? approved.data.rule : null,
    version: approved.success ? (approved.data.policy_version ?? null) : null,
    against: proposed.success ? proposed.data.policy.against : [],
    limit,
  };
}
