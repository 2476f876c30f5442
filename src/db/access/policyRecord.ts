import { inArray, and, eq, sql } from "drizzle-orm";
import { MODEL_WORDS, type ActionProtocol, type ActionStatus, type ActionType, type Actor, type RiskLevel } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { actionVersions } from "../schema/index.ts";

/** An action as it was proposed, with what people and the world said to it since. */
export interface RecordedAction {
  readonly actionId: string;
  readonly actionType: ActionType;
  readonly createdBy: Actor;
  readonly status: ActionStatus;
  readonly title: string;
  readonly partnerId: number | null;
  /** Of the first version, as policy had raised it. */
  readonly riskLevel: RiskLevel;
  /** Before policy raised it; null for actions of earlier versions of the product. */
  readonly composedRisk: RiskLevel | null;
  readonly contacts: boolean;
  readonly statesMoney: boolean;
  /** Whether its message was in the words of a model. */
  readonly modelWords: boolean;
  /** In the document's own currency. */
  readonly amount: number | null;
  readonly currency: string | null;
  /** In the company's currency. */
  readonly amountAtStake: number | null;
  /** As it was then; of actions that do not say, by the contacts that were made before. Null where nobody said. */
  readonly firstContact: boolean | null;
  readonly customerDomains: readonly string[] | null;
  /** When it was proposed. */
  readonly proposedAt: Date;
  /** The last yes of a person, and how many different people said it. */
  readonly approvedAt: Date | null;
  readonly approvers: number;
  /** The rule that approved its first version. */
  readonly rule: string | null;
  readonly settledAt: Date | null;
  readonly edited: boolean;
  /** A person asked to take back what it did. */
  readonly undone: boolean;
  /** At some time nobody knew whether it had happened. */
  readonly doubted: boolean;
  /** Somebody whom it wrote to bounced, complained, unsubscribed or said stop afterwards. */
  readonly complained: boolean;
}

/** Every action proposed from `since` on, in the order of their proposals. */
export async function readPolicyRecord({ tx, orgId }: TxContext, { since }: { readonly since: Date }): Promise<RecordedAction[]> {
  const { rows } = await tx.execute(sql`
    select a.action_id, a.action_type, a.created_by, a.status, a.title, a.partner_id, a.composed_risk, a.amount, a.currency,
      a.amount_at_stake, a.customer_domains, a.settled_at, v.created_at as proposed_at,
      v.action_protocol ->> 'risk_level' as risk_level,
      jsonb_array_length(v.action_protocol -> 'external_effects') > 0 as contacts,
      v.action_protocol #> '{estimated_impact,cash_in}' is not null as states_money,
      v.action_protocol -> 'evidence' @> ${JSON.stringify([{ label: MODEL_WORDS }])}::jsonb as model_words,
      coalesce(a.first_contact, case when a.composed_risk is null then a.partner_id is not null and not exists (
        select from ai_coo.outreach_ledger l
        where l.org_id = a.org_id and l.partner_id = a.partner_id and l.state in ('sent', 'unknown') and l.reserved_at < v.created_at)
      end) as first_contact,
      p.approved_at, coalesce(p.approvers, 0)::int as approvers, p.rule,
      coalesce(h.edited, false) as edited, coalesce(h.undone, false) as undone,
      coalesce(h.doubted, false) or a.status = 'needs_attention' as doubted,
      a.status in ('completed', 'needs_attention') and exists (
        select from jsonb_array_elements(a.action_protocol -> 'external_effects') e
        join ai_coo.suppressions s on s.org_id = a.org_id and s.channel = e ->> 'effect_type'
          and s.address = case e ->> 'effect_type'
            when 'email' then lower(trim(e ->> 'recipient')) else regexp_replace(e ->> 'recipient', '[^0-9+]', '', 'g') end
        where s.reason in ('hard_bounce', 'complaint', 'unsubscribe', 'stop') and s.created_at >= v.created_at) as complained
    from ai_coo.autonomous_actions a
    join ai_coo.action_versions v on v.org_id = a.org_id and v.action_id = a.action_id and v.version = 1
    left join lateral (
      select max(p.decided_at) filter (where p.actor like 'user:%') as approved_at,
        count(distinct p.actor) filter (where p.actor like 'user:%') as approvers,
        max(p.reason) filter (where p.channel = 'policy' and p.version = 1) as rule
      from ai_coo.action_approvals p where p.org_id = a.org_id and p.action_id = a.action_id and p.decision = 'approve') p on true
    left join lateral (
      select bool_or(h.kind = 'action.edited') as edited, bool_or(h.kind = 'action.undo_asked') as undone,
        bool_or(h.kind = 'action.needs_attention') as doubted
      from ai_coo.action_events h
      where h.org_id = a.org_id and h.action_id = a.action_id
        and h.kind in ('action.edited', 'action.undo_asked', 'action.needs_attention')) h on true
    where a.org_id = ${orgId} and v.created_at >= ${since.toISOString()}::timestamptz
      -- a document is composed before it is proposed, and lives for a week at most
      and a.created_at >= ${since.toISOString()}::timestamptz - interval '7 days'
    order by v.created_at, a.action_id`);
  return (rows as unknown as readonly RecordRow[]).map(recordedOf);
}

interface RecordRow {
  readonly action_id: string;
  readonly action_type: ActionType;
  readonly created_by: Actor;
  readonly status: ActionStatus;
  readonly title: string;
  readonly partner_id: number | null;
  readonly risk_level: RiskLevel;
  readonly composed_risk: RiskLevel | null;
  readonly contacts: boolean;
  readonly states_money: boolean;
  readonly model_words: boolean;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly amount_at_stake: number | null;
  readonly first_contact: boolean | null;
  readonly customer_domains: readonly string[] | null;
  readonly proposed_at: string | Date;
  readonly approved_at: string | Date | null;
  readonly approvers: number;
  readonly rule: string | null;
  readonly settled_at: string | Date | null;
  readonly edited: boolean;
  readonly undone: boolean;
  readonly doubted: boolean;
  readonly complained: boolean;
}

function recordedOf(row: RecordRow): RecordedAction {
  return {
    actionId: row.action_id,
    actionType: row.action_type,
    createdBy: row.created_by,
    status: row.status,
    title: row.title,
    partnerId: row.partner_id,
    riskLevel: row.risk_level,
    composedRisk: row.composed_risk,
    contacts: row.contacts,
    statesMoney: row.states_money,
    modelWords: row.model_words,
    amount: row.amount,
    currency: row.currency,
    amountAtStake: row.amount_at_stake,
    firstContact: row.first_contact,
    customerDomains: row.customer_domains,
    proposedAt: new Date(row.proposed_at),
    approvedAt: row.approved_at === null ? null : new Date(row.approved_at),
    approvers: row.approvers,
    rule: row.rule,
    settledAt: row.settled_at === null ? null : new Date(row.settled_at),
    edited: row.edited,
    undone: row.undone,
    doubted: row.doubted,
    complained: row.complained,
  };
}

/** The documents of these actions as they were proposed, with the risk that policy had raised. */
export async function readProposedDocuments({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<Map<string, ActionProtocol>> {
  if (actionIds.length === 0) return new Map();
  const rows = await tx
    .select({ actionId: actionVersions.actionId, document: actionVersions.actionProtocol })
    .from(actionVersions)
    .where(and(eq(actionVersions.orgId, orgId), inArray(actionVersions.actionId, [...actionIds]), eq(actionVersions.version, 1)));
  return new Map(rows.map(({ actionId, document }) => [actionId, document]));
}
