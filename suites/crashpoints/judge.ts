import { count, eq } from "drizzle-orm";
import { verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { actionAttempts, autonomousActions, outreachLedger, scheduledFollowUps } from "#src/db/schema/index.ts";
import type { ActionStatus } from "#src/protocol/index.ts";
import { tagOf } from "./documents.ts";
import type { Org, Prepared } from "./orgs.ts";
import type { MailKind, Outside } from "./outside.ts";

/** What one organisation came to: how its actions ended, and everything that may not be. */
export interface Verdict {
  readonly ends: Readonly<Record<string, number>>;
  readonly wrongs: readonly { readonly kind: Wrong; readonly what: string }[];
}

export type Wrong = "duplicate" | "lost" | "unapproved" | "audit" | "stuck" | "waiting" | "untold" | "stale";

const ENDED: readonly ActionStatus[] = ["completed", "failed", "blocked", "expired"];

/** Effects as the stand-ins counted them, by action. */
export interface Ledger {
  effects(action: Prepared): number;
  /** Notes that follow effects, by the message id that each carries. */
  followOns(action: Prepared): number;
}

/** Reads the stand-ins once, for many organisations. */
export function readLedgers({ simulator, smtp2go, sink, sms }: Outside): Ledger {
  const { inspect, calls } = simulator;
  const tally = (values: Iterable<string>): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  };
  const texted = (model: string, field: string): string[] =>
    inspect.records(model).flatMap((record) => (typeof record[field] === "string" ? [record[field]] : []));
  const mails = tally([
    ...smtp2go.sent().map(({ headers }) => headers["X-Aicoo-Action"] ?? ""),
    ...sink.messages().map(({ mail }) => /<([0-9a-f-]{36})@ai-coo>/.exec(mail.messageId ?? "")?.[1] ?? ""),
  ]);
  const texts = tally(sms.sent().map(({ reference }) => reference ?? ""));
  const tasks = tally(texted("project.task", "name"));
  const activities = tally(texted("mail.activity", "summary"));
  const notes = tally(texted("mail.message", "message_id"));
  const moves = tally(
    calls
      .effects()
      .filter(({ model, method, login }) => model === "crm.lead" && method === "write" && login === simulator.login)
      .map(({ args, kwargs }) => /\[(\d+)\]/.exec(JSON.stringify([args, kwargs]))?.[1] ?? ""),
  );
  const own = (actionId: string): string => `<${actionId}@ai-coo>`;
  return {
    effects: ({ operation, actionId, dealId }) => {
      switch (operation) {
        case "send_email":
          return mails.get(actionId) ?? 0;
        case "send_sms":
          return texts.get(actionId) ?? 0;
        case "create_odoo_task":
          return tasks.get(tagOf(actionId)) ?? 0;
        case "log_odoo_activity":
          return activities.get(tagOf(actionId)) ?? 0;
        case "update_odoo_stage":
          return moves.get(String(dealId)) ?? 0;
        case "create_internal_note":
          return notes.get(own(actionId)) ?? 0;
        case "schedule_follow_up":
          throw new Error("follow-ups are rows of our own");
      }
    },
    followOns: ({ operation, actionId, dealId }) =>
      operation === "create_internal_note" ? 0 : Math.max(notes.get(own(actionId)) ?? 0, notes.get(`<${actionId}.${dealId}@ai-coo>`) ?? 0),
  };
}

/** Holds an organisation to the bar, after everything has become quiet. */
export async function judge(org: Org, ledger: Ledger, mail: MailKind): Promise<Verdict> {
  const wrongs: { kind: Wrong; what: string }[] = [];
  const ends: Record<string, number> = {};
  const found = await read(org);
  for (const action of org.actions) {
    const effects = action.operation === "schedule_follow_up" ? (found.followUps.get(action.actionId) ?? 0) : ledger.effects(action);
    const { status, reason } = found.statuses.get(action.actionId) ?? { status: "gone", reason: "" };
    const say = (kind: Wrong, what: string): void => {
      wrongs.push({
        kind,
        what: `${action.operation} of ${org.orgId}, ${status} with ${effects} effects: ${what} (${reason ?? "no reason"})`,
      });
    };
    const end = `${action.operation} ${status}`;
    ends[end] = (ends[end] ?? 0) + 1;
    if (effects > 1) say("duplicate", "it happened more than once");
    if (ledger.followOns(action) > 1) say("duplicate", "the note that follows it stands there twice");
    if (action.fate === "unapproved" && (effects > 0 || status !== "pending_approval")) say("unapproved", "nobody approved it");
    if (action.fate === "unapproved") continue;
    const attempts = found.attempts.filter(({ actionId }) => actionId === action.actionId);
    if (attempts.some(({ outcome }) => outcome === null)) say("stuck", "an attempt is still open");
    if (status === "completed" && effects === 0) say("lost", "it is recorded as done and never happened");
    if (status !== "completed" && status !== "needs_attention" && effects > 0) say("untold", "it happened, and is not recorded as done");
    if (action.fate !== "runs") {
      if (effects > 0) say("stale", "its facts had changed");
      if (status !== (action.fate === "blocked" ? "blocked" : "pending_approval")) say("stuck", `it should be ${action.fate}`);
    } else if (status === "needs_attention") {
      if (!attempts.some(({ intentAt }) => intentAt !== null)) say("waiting", "it waits although its effect was never begun");
      if (REPEATABLE.has(action.operation)) say("waiting", "it waits although it could be repeated under its key");
      if (effects > 0 && canBeFound(action, mail)) say("waiting", "it waits although a look-up finds it");
    } else if (!(ENDED as readonly string[]).includes(status)) say("stuck", "it is neither at an end nor in front of a person");
    const contact = found.contacts.find(({ actionId, state }) => actionId === action.actionId && state === "reserved");
    if (contact !== undefined && status !== "needs_attention") say("stuck", "its contact is still reserved");
  }
  const audit = await verifyAuditChain(org.tenant.system);
  if (!audit.ok) wrongs.push({ kind: "audit", what: `${org.orgId}: ${audit.sentence}` });
  return { ends, wrongs };
}

const REPEATABLE: ReadonlySet<string> = new Set(["create_odoo_task", "update_odoo_stage", "log_odoo_activity", "schedule_follow_up"]);

/** Plain SMTP has no look-up. */
const canBeFound = ({ operation }: Prepared, mail: MailKind): boolean => operation !== "send_email" || mail === "smtp2go";

async function read({ tenant: { system }, orgId }: Org) {
  return withTransaction(system, async ({ tx }) => {
    const actions = await tx
      .select({ actionId: autonomousActions.actionId, status: autonomousActions.status, reason: autonomousActions.statusReason })
      .from(autonomousActions)
      .where(eq(autonomousActions.orgId, orgId));
    const attempts = await tx
      .select({ actionId: actionAttempts.actionId, intentAt: actionAttempts.intentAt, outcome: actionAttempts.outcome })
      .from(actionAttempts)
      .where(eq(actionAttempts.orgId, orgId));
    const contacts = await tx
      .select({ actionId: outreachLedger.actionId, state: outreachLedger.state })
      .from(outreachLedger)
      .where(eq(outreachLedger.orgId, orgId));
    const followUps = await tx
      .select({ actionId: scheduledFollowUps.actionId, rows: count() })
      .from(scheduledFollowUps)
      .where(eq(scheduledFollowUps.orgId, orgId))
      .groupBy(scheduledFollowUps.actionId);
    return {
      followUps: new Map(followUps.map(({ actionId, rows }) => [actionId, rows])),
      statuses: new Map(actions.map(({ actionId, ...rest }) => [actionId, rest])),
      attempts,
      contacts,
    };
  });
}
