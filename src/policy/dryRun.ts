import { readPolicyRecord, readProposedDocuments, type RecordedAction } from "#src/db/access/policyRecord.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { sumMoney } from "#src/lib/money.ts";
import type { ActionProtocol, ActionStatus, ActionType, RiskLevel } from "#src/protocol/index.ts";
import { dayOf, readRuleTimezone, startOfDay } from "./days.ts";
import { decideApprovalWith } from "./decide.ts";
import type { Disagreement } from "./disagreement.ts";
import { verdictOf } from "./record.ts";
import { assessRisk } from "./risk.ts";
import { inForce, savedGuardrailsSchema, settingsOfType, type GuardrailSettings } from "./settings.ts";
import type { RiskFacts } from "./types.ts";

/** An action that the tried policy would have approved. */
export interface DryRunAction {
  readonly actionId: string;
  readonly actionType: ActionType;
  readonly description: string;
  /** As the tried policy weighs it. */
  readonly riskLevel: RiskLevel;
  readonly rule: string;
  /** RFC 3339 UTC. */
  readonly proposedAt: string;
  readonly amount: { readonly amount: number; readonly currency: string } | null;
  /** In the company's currency. */
  readonly amountAtStake: number | null;
  /** What in fact became of it. */
  readonly status: ActionStatus;
  /** The rule that in fact approved it. */
  readonly approvedByRule: string | null;
  /** How people or the world said no to it, in fact. */
  readonly against: Disagreement | null;
}

export interface DryRunSum {
  readonly actionType: ActionType;
  /** Proposed in the time. */
  readonly proposed: number;
  readonly wouldApprove: number;
  /** Of those: refused, changed, taken back or withdrawn by people, or ended badly. */
  readonly against: number;
  /** What would be approved, summed per currency. */
  readonly amounts: readonly { readonly currency: string; readonly amount: number }[];
}

export interface DryRun {
  /** RFC 3339 UTC. */
  readonly since: string;
  readonly until: string;
  readonly proposed: number;
  /** Proposals of types that the tried policy switches off. */
  readonly switchedOff: number;
  readonly wouldApprove: readonly DryRunAction[];
  readonly byType: readonly DryRunSum[];
  readonly byRule: readonly { readonly rule: string; readonly wouldApprove: number; readonly against: number }[];
}

/** Documents of some kilobytes that are in memory at once. */
const CHUNK = 500;
const DECIMALS = 2;

/**
 * What these guardrails would have approved of everything proposed since then, by the decision of the real thing, on each document as
 * it was proposed: its risk weighed anew, the amount at stake and the first contact as they were told then, at the moment of its
 * proposal, counting the days of the rules as they fill. Emergency stops and pauses of those days are left out. Writes nothing.
 * Errors: `invalid_input`.
 */
export async function dryRunPolicy(ctx: Context, settings: unknown, { since }: { readonly since: Date }): Promise<DryRun> {
  const parsed = savedGuardrailsSchema.safeParse(settings);
  if (!parsed.success) {
    throw new AiCooError("invalid_input", "These guardrails are not valid, so they were not tried.", {
      next: "Correct the fields named in the details.",
      details: { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) },
    });
  }
  return withTransaction(ctx, async (inner) => {
    const timezone = await readRuleTimezone(inner);
    // a day that has begun has counted already
    const from = timezone === null ? since : startOfDay(since, timezone);
    const record = await readPolicyRecord(inner, { since: from });
    const approved: DryRunAction[] = [];
    const counts = new DayCounts(timezone);
    for (let start = 0; start < record.length; start += CHUNK) {
      const chunk = record.slice(start, start + CHUNK);
      const documents = await readProposedDocuments(
        inner,
        chunk.map(({ actionId }) => actionId),
      );
      for (const action of chunk) {
        const document = documents.get(action.actionId);
        const would = document === undefined ? null : tryOne(parsed.data, action, document, { timezone, counts });
        if (would !== null && action.proposedAt >= since) approved.push(would);
      }
    }
    const inTime = record.filter(({ proposedAt }) => proposedAt >= since);
    return summed(inner, parsed.data, { since, inTime, approved });
  });
}

/** The approvals that a rule would have given so far on a day. */
class DayCounts {
  readonly #timezone: string | null;
  readonly #days = new Map<string, Map<string, number>>();

  constructor(timezone: string | null) {
    this.#timezone = timezone;
  }

  on(moment: Date): Map<string, number> {
    const day = this.#timezone === null ? "" : dayOf(moment, this.#timezone);
    let counts = this.#days.get(day);
    if (counts === undefined) this.#days.set(day, (counts = new Map()));
    return counts;
  }
}

function tryOne(
  settings: GuardrailSettings,
  action: RecordedAction,
  document: ActionProtocol,
  { timezone, counts }: { readonly timezone: string | null; readonly counts: DayCounts },
): DryRunAction | null {
  const weighed = asProposed(settings, action, document);
  const approvedToday = counts.on(action.proposedAt);
  const known = { amount: action.amountAtStake, firstContact: action.firstContact };
  const moment = { now: action.proposedAt, timezone, stopped: false, approvedToday, pauses: new Map<string, string>() };
  // what it does not approve is for people, however many that takes
  const decision = decideApprovalWith(inForce(settings, 1), weighed, known, moment);
  if (decision.approval === "required") return null;
  approvedToday.set(decision.rule, (approvedToday.get(decision.rule) ?? 0) + 1);
  const verdict = verdictOf(action);
  return {
    actionId: action.actionId,
    actionType: action.actionType,
    description: action.title,
    riskLevel: weighed.risk_level,
    rule: decision.rule,
    proposedAt: action.proposedAt.toISOString(),
    amount: action.amount === null || action.currency === null ? null : { amount: action.amount, currency: action.currency },
    amountAtStake: action.amountAtStake,
    status: action.status,
    approvedByRule: action.rule,
    against: verdict.is === "against" ? verdict.because : null,
  };
}

/** The document with the risk that these settings give it, weighed from what it was composed with, by the facts of then. */
function asProposed(settings: GuardrailSettings, action: RecordedAction, document: ActionProtocol): ActionProtocol {
  const { composedRisk, amountAtStake, firstContact, customerDomains } = action;
  const amount: RiskFacts = amountAtStake === null ? {} : { amount: amountAtStake };
  // an earlier version of the product did not keep what the risk was raised from: raised it is, and stays so
  if (composedRisk === null) return { ...document, risk_level: assessRisk(document, amount, settings).level };
  const facts: RiskFacts = {
    ...amount,
    ...(firstContact === null ? {} : { firstContact }),
    ...(customerDomains === null ? {} : { customerDomains }),
  };
  return { ...document, risk_level: assessRisk({ ...document, risk_level: composedRisk }, facts, settings).level };
}

function summed(
  { clock }: TxContext,
  settings: GuardrailSettings,
  {
    since,
    inTime,
    approved,
  }: { readonly since: Date; readonly inTime: readonly RecordedAction[]; readonly approved: readonly DryRunAction[] },
): DryRun {
  const isAgainst = ({ against }: DryRunAction): boolean => against !== null;
  const byType = Map.groupBy(approved, ({ actionType }) => actionType);
  return {
    since: since.toISOString(),
    until: clock.now().toISOString(),
    proposed: inTime.length,
    switchedOff: inTime.filter(({ actionType }) => settingsOfType(settings, actionType).mode === "off").length,
    wouldApprove: approved,
    byType: [...Map.groupBy(inTime, ({ actionType }) => actionType)].map(([actionType, proposed]): DryRunSum => {
      const would = byType.get(actionType) ?? [];
      return {
        actionType,
        proposed: proposed.length,
        wouldApprove: would.length,
        against: would.filter(isAgainst).length,
        amounts: [...Map.groupBy(would, ({ amount }) => amount?.currency)].flatMap(([currency, of]) =>
          currency === undefined
            ? []
            : [
                {
                  currency,
                  amount: sumMoney(
                    of.flatMap(({ amount }) => amount?.amount ?? []),
                    DECIMALS,
                  ),
                },
              ],
        ),
      };
    }),
    byRule: settings.autoApproval.rules.map(({ name }) => {
      const would = approved.filter(({ rule }) => rule === name);
      return { rule: name, wouldApprove: would.length, against: would.filter(isAgainst).length };
    }),
  };
}
