import type { AboutRecords, OutreachMemory } from "#src/analyzers/findings.ts";
import {
  carriedOutActions,
  failedActions,
  lastContacts,
  madeConfirmations,
  openActions,
  rejectedActions,
  rememberedReminders,
  suppressedAddresses,
  type RememberedAction,
} from "#src/db/access/outreachMemory.ts";
import { openCommitmentRows, rememberedCommitmentRows, type CommitmentRow } from "#src/db/access/customerCommitments.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { commitmentOf } from "#src/outreach/index.ts";
import type { ActionType } from "#src/protocol/index.ts";

/** How far back reminders and handovers are remembered: no invoice is chased for longer than that. */
const MEMORY_DAYS = 730;
/** No organisation waits longer after a rejection: the bound of its setting. */
const REJECTED_DAYS = 365;
/** How far back what was done about deals, projects and quiet customers is remembered. */
const ACTED_DAYS = 365;
const ABOUT_WORK = [
  "follow_up_on_stale_deal",
  "send_deal_check_in",
  "update_deal_stage",
  "create_follow_up_task",
  "schedule_customer_check_in",
  "flag_at_risk_project",
] as const satisfies readonly ActionType[];
/** Where a reminder says its level. */
const LEVEL_PATH = "ai_coo.outreach.reminder_level";
const MILLISECONDS_PER_DAY = 86_400_000;

/** What our database knows that the analyses must: whom we contacted about what, and what is under way. */
export async function readOutreachMemory(ctx: Context): Promise<OutreachMemory> {
  const daysAgo = (days: number): Date => new Date(ctx.clock.now().getTime() - days * MILLISECONDS_PER_DAY);
  const since = daysAgo(MEMORY_DAYS);
  return withTransaction(ctx, async (inner) => {
    const reminders = await rememberedReminders(inner, { since });
    const handovers = await carriedOutActions(inner, { actionTypes: ["create_collection_task", "escalate_overdue_invoice"], since });
    const confirmations = await madeConfirmations(inner, { since });
    const rejected = await rejectedActions(inner, { since: daysAgo(REJECTED_DAYS) });
    const acted = await carriedOutActions(inner, { actionTypes: ABOUT_WORK, since: daysAgo(ACTED_DAYS) });
    const failed = await failedActions(inner, { actionTypes: ABOUT_WORK, since: daysAgo(REJECTED_DAYS) });
    const contacts = await lastContacts(inner);
    return {
      reminders: reminders.map((reminder) => ({ ...reminder, at: reminder.at.toISOString() })),
      handovers: handovers.flatMap((action) =>
        action.partnerId === null
          ? []
          : [
              {
                actionType: action.document.action_type as "create_collection_task" | "escalate_overdue_invoice",
                partnerId: action.partnerId,
                at: action.settledAt.toISOString(),
                invoiceIds: invoicesOf(action),
              },
            ],
      ),
      lastContacts: contacts.map(({ at, ...contact }) => ({ ...contact, at: at.toISOString() })),
      pending: await openActions(inner),
      acted: acted.map((action) => ({ ...aboutOf(action), actionType: action.document.action_type, at: action.settledAt.toISOString() })),
      suppressed: await suppressedAddresses(inner),
      ...(await rememberedCommitments(inner, since)),
      confirmedInvoiceIds: confirmations.flatMap(invoicesOf),
      failed: failed.map((action) => ({
        ...aboutOf(action),
        actionType: action.document.action_type,
        at: action.settledAt.toISOString(),
        reason: action.reason,
      })),
      rejected: rejected.map((action) => ({
        ...aboutOf(action),
        actionType: action.document.action_type,
        at: action.settledAt.toISOString(),
        level: levelOf(action),
      })),
    };
  });
}

/**
 * What stands recorded about customers, the promises that were broken, and when people let reminders go on. An answer that a person
 * has dealt with counts as read, and so does whatever came before it: Odoo still has the message.
 */
async function rememberedCommitments(ctx: TxContext, since: Date): Promise<Pick<OutreachMemory, "commitments" | "resumes">> {
  const open = await openCommitmentRows(ctx);
  const past = await rememberedCommitmentRows(ctx, { since });
  const ofRow = (row: CommitmentRow): OutreachMemory["commitments"] => {
    const commitment = commitmentOf(row);
    return commitment === null || row.status === "settled" || row.status === "withdrawn"
      ? []
      : [{ ...commitment, brokenAt: row.status === "broken" ? (row.endedAt?.toISOString() ?? null) : null }];
  };
  return {
    commitments: [...open, ...past].flatMap(ofRow),
    resumes: past
      .filter(({ kind }) => kind === "resume" || kind === "reply")
      .map(({ partnerId, companyId, currency, recordedAt }) => ({ partnerId, companyId, currency, at: recordedAt.toISOString() })),
  };
}

function aboutOf({ partnerId, document }: RememberedAction): AboutRecords {
  const { model, ids } = document.affected_records;
  return { partnerId, model, recordIds: ids };
}

function invoicesOf({ document }: RememberedAction): number[] {
  const { model, ids } = document.affected_records;
  return model === "account.move" ? ids : [];
}

function levelOf({ document }: RememberedAction): number | null {
  const level = document.proposed_changes.find(({ path }) => path === LEVEL_PATH)?.after;
  return typeof level === "number" ? level : null;
}
