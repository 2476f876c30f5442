import type { JsonObject } from "#src/db/schema/index.ts";
import type { StageName } from "#src/db/schema/actionExecution.ts";

/** Kinds that concern one version of one action. */
export const ACTION_AUDIT_KINDS = [
  "action.proposed",
  "action.edited",
  "action.snoozed",
  "action.snooze_ended",
  "action.undo_asked",
  "action.approved",
  "action.recalled",
  "action.rejected",
  "action.rejection_recalled",
  "action.cancelled",
  "action.expired",
  "action.held",
  "action.hold_ended",
  "action.claimed",
  "action.blocked",
  "action.deferred",
  "action.reapproval_required",
  "action.intent",
  "action.effect",
  "action.completed",
  "action.failed",
  "action.needs_attention",
  "action.resolved",
  "attempt.recovered",
  "follow_up.proposed",
  "follow_up.closed",
  "follow_up.cancelled",
  "outreach.reserved",
  "outreach.sent",
  "outreach.released",
] as const;

/** Kinds that concern the organisation as a whole. */
const ORGANISATION_AUDIT_KINDS = [
  "analysis.finished",
  "switch.stopped",
  "switch.started",
  "guardrails.changed",
  "rule.suggested",
  "rule.accepted",
  "rule.dismissed",
  "rule.withdrawn",
  "rule.paused",
  "rule.resumed",
  "rule.revoked",
  "settings.changed",
  "suppression.added",
  "suppression.removed",
  "inbound.received",
  "alert.acknowledged",
  "alert.resolved",
  "alert.dismissed",
  "alert.reopened",
  "commitment.recorded",
  "commitment.kept",
  "commitment.broken",
  "commitment.withdrawn",
  "commitment.settled",
  "approver.phone_changed",
  "approver.sms_locked",
  "approver.sms_unlocked",
  "approver.preferences_changed",
  "personal.erased",
  "member.invited",
  "invitation.withdrawn",
  "member.joined",
  "member.role_changed",
  "member.removed",
  "member.recovered",
  "delegation.made",
  "delegation.ended",
  "key.made",
  "key.revoked",
  "account.set_up",
  "account.password_set",
  "account.two_factor_on",
  "account.two_factor_off",
  "account.backup_codes_made",
  "account.passkey_added",
  "account.passkey_removed",
  "account.sessions_ended",
] as const;

export const AUDIT_KINDS = [...ACTION_AUDIT_KINDS, ...ORGANISATION_AUDIT_KINDS] as const;

type ActionAuditKind = (typeof ACTION_AUDIT_KINDS)[number];
type OrganisationAuditKind = (typeof ORGANISATION_AUDIT_KINDS)[number];

interface CommonFields {
  /** What was seen or decided: ids, numbers, record references. Never names or addresses of people: they stay in the chain for ever. */
  readonly facts?: JsonObject;
  /** Text about a person, kept apart under the key of its subject (`partner:42`, `email:…`) so that it can be erased. */
  readonly personal?: { readonly subject: string; readonly text: string };
}

/** One entry to be written. Actor, organisation and time come from the context. */
export type AuditEvent =
  | (CommonFields & {
      readonly kind: ActionAuditKind;
      readonly actionId: string;
      readonly version?: number;
      readonly fingerprint?: string;
      readonly attemptId?: string;
      readonly stage?: StageName;
    })
  | (CommonFields & { readonly kind: OrganisationAuditKind });
