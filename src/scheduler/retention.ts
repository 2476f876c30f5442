import { z } from "zod";
import { deleteApprovalTokensBefore } from "#src/db/access/approvalTokens.ts";
import { deleteNotificationsBefore } from "#src/db/access/notifications.ts";
import {
  deleteAnalysisResultsBefore,
  deleteDomainEventsBefore,
  deleteExpiredSessions,
  deleteInboundEventsBefore,
} from "#src/db/access/retention.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { readArea } from "./settings.ts";
import { LONGEST_LOOK_DAYS } from "./smsReplies.ts";

/** How long an organisation keeps what it may do without; the audit and the actions are kept for ever. */
export const retentionSettingsSchema = z.strictObject({
  /** Days that an analysis is kept. The newest of each kind, and what open actions and alerts refer to, stay longer. */
  analysisDays: z.int().min(7).max(3650).default(90),
  /**
   * Days that it is remembered what providers reported, so that it counts once. They deliver again for 48 hours, and
   * the list of received SMS may be read back for as long as the shortest that can be set.
   */
  inboundDays: z
    .int()
    .min(LONGEST_LOOK_DAYS + 1)
    .max(3650)
    .default(90),
});

/** Days that the live page's feed goes back: whoever was away for longer reads the present state. */
const EVENT_DAYS = 30;
/** Days that an ended link or code is remembered, so that whoever brings it learns what became of it, and a code is not given again. */
const TOKEN_DAYS = 30;
/** Days that it is kept what approvers were told; no action waits for as long. */
const NOTIFICATION_DAYS = 90;
/** Rows of one transaction, so that none of them holds others up. */
const BATCH = 1_000;
const MILLISECONDS_PER_DAY = 86_400_000;

export interface RetentionResult {
  readonly domainEvents: number;
  readonly analyses: number;
  readonly inboundEvents: number;
  readonly sessions: number;
  readonly approvalTokens: number;
  readonly notifications: number;
}

/**
 * Removes what has had its time: the feed of the live page, old analyses, what providers reported long ago, sessions, sign-in links and tokens that have
 * expired. What ran through the queue is removed by the queue itself. Safe on many workers at once: each removes what no
 * other does, and twice finds nothing.
 */
export async function runRetention(ctx: Context, { signal }: { readonly signal?: AbortSignal } = {}): Promise<RetentionResult> {
  const { analysisDays, inboundDays } = await readArea(ctx, "retention", retentionSettingsSchema);
  const now = ctx.clock.now();
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * MILLISECONDS_PER_DAY);
  const inBatches = async (remove: (inner: TxContext) => Promise<number>): Promise<number> => {
    for (let gone = 0; ;) {
      const many = await withTransaction(ctx, remove);
      gone += many;
      if (many < BATCH || signal?.aborted === true) return gone;
    }
  };
  return {
    domainEvents: await inBatches((inner) => deleteDomainEventsBefore(inner, daysAgo(EVENT_DAYS), BATCH)),
    analyses: await inBatches((inner) => deleteAnalysisResultsBefore(inner, daysAgo(analysisDays), BATCH)),
    inboundEvents: await inBatches((inner) => deleteInboundEventsBefore(inner, daysAgo(inboundDays), BATCH)),
    sessions: await deleteExpiredSessions(ctx.db, now),
    approvalTokens: await withTransaction(ctx, (inner) => deleteApprovalTokensBefore(inner, daysAgo(TOKEN_DAYS))),
    notifications: await inBatches((inner) => deleteNotificationsBefore(inner, daysAgo(NOTIFICATION_DAYS), BATCH)),
  };
}
