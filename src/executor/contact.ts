import type { ReserveOutreachInput } from "#src/outreach/index.ts";
import { contactsPeople, FOLLOW_UP_CONTEXTS, outreachScopeKey, type ActionProtocol, type OutreachChannel } from "#src/protocol/index.ts";

export type ContactOf =
  | { readonly kind: "none" }
  | { readonly kind: "contact"; readonly contact: ReserveOutreachInput }
  /** It contacts a person, but not in a way that can be reserved: it may not run. */
  | { readonly kind: "unguarded"; readonly reason: string };

/** The path under which a reminder's level stands in the diff. */
const LEVEL_PATH = "ai_coo.outreach.reminder_level";

/**
 * The contact an action makes, as the outreach ledger reserves it, from the document that was approved and
 * nothing else. The scope is the one that its own check guards.
 */
export function contactOf(action: ActionProtocol): ContactOf {
  if (!contactsPeople(action)) return { kind: "none" };
  const channel = channelOf(action);
  const guard = action.revalidation_plan.checks
    .filter(({ severity_on_fail }) => severity_on_fail === "block")
    .map(({ predicate }) => predicate)
    .find((predicate) => predicate.type === "no_duplicate_action_in_window");
  const scope = guard === undefined ? null : parseScope(guard.scope_key);
  if (guard === undefined || scope === null || scope.channel !== channel) {
    return { kind: "unguarded", reason: "Its scope of contact cannot be read, so nobody was contacted." };
  }
  if (scope.partnerId !== action.affected_records.partner_id) {
    return { kind: "unguarded", reason: "Its scope of contact names another customer than the action itself, so nobody was contacted." };
  }
  return {
    kind: "contact",
    contact: {
      actionId: action.action_id,
      actionType: action.action_type,
      addresses: action.external_effects.map(({ recipient }) => recipient),
      ...scope,
      scopeKey: guard.scope_key,
      windowMinutes: guard.window_minutes,
      ...reminderOf(action),
    },
  };
}

function channelOf(action: ActionProtocol): OutreachChannel {
  return action.external_effects.some(({ effect_type }) => effect_type === "sms") ? "sms" : "email";
}

/** `email:partner:42:invoice` and `sms:partner:42:deal:17` in their parts; null for anything that is not exactly one. */
export function parseScope(scopeKey: string) {
  const match = /^(email|sms):partner:(\d+):([a-z]+)(?::(\d+))?$/.exec(scopeKey);
  if (match === null) return null;
  const channel: OutreachChannel = match[1] === "sms" ? "sms" : "email";
  const contextType = FOLLOW_UP_CONTEXTS.find((known) => known === match[3]);
  if (contextType === undefined) return null;
  const scope = { channel, partnerId: Number(match[2]), contextType, ...(match[4] === undefined ? {} : { contextId: Number(match[4]) }) };
  return outreachScopeKey(scope) === scopeKey ? scope : null;
}

/** Level, currency, company and invoices of a reminder: what the ladder remembers. */
function reminderOf(action: ActionProtocol): Pick<ReserveOutreachInput, "level" | "currency" | "companyId" | "invoiceIds"> {
  if (action.action_type !== "send_invoice_reminder") return {};
  const level = action.proposed_changes.find(({ path }) => path === LEVEL_PATH)?.after;
  const currency = action.estimated_impact?.cash_in?.currency;
  const company = action.evidence.find(({ record }) => record?.model === "res.company")?.record?.id;
  return {
    ...(typeof level === "number" ? { level } : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(company === undefined ? {} : { companyId: company }),
    ...(action.affected_records.model === "account.move" ? { invoiceIds: action.affected_records.ids } : {}),
  };
}
