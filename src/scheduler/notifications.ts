import { approveAction, rejectAction } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import {
  deliverNotifications,
  notificationSettingsSchema,
  queueDigests,
  queueNotifications,
  type DecisionVerbs,
  type NotifierPorts,
} from "#src/notifications/index.ts";
import type { JobOutcome } from "#src/queue/index.ts";
import { readArea, readTimezone } from "./settings.ts";

/** What an SMS of an approver's decides by. */
export const DECISIONS: DecisionVerbs = { approve: approveAction, reject: rejectAction };

/** Notes whom to tell, and sends what is due. Without ways out it is noted and waits, for a worker that has them. */
export async function notifyApprovers(ctx: Context, ports: NotifierPorts | undefined, signal: AbortSignal): Promise<JobOutcome> {
  const settings = await readArea(ctx, "notifications", notificationSettingsSchema);
  const timezone = await readTimezone(ctx);
  const queued = await queueNotifications(ctx, { settings, timezone });
  if (ports === undefined) return { queued };
  return { queued, ...(await deliverNotifications(ctx, { ports, settings, timezone, signal })) };
}

/** Notes a digest for everybody whose hour has come, and sends it. */
export async function sendDigests(ctx: Context, ports: NotifierPorts | undefined, signal: AbortSignal): Promise<JobOutcome> {
  const settings = await readArea(ctx, "notifications", notificationSettingsSchema);
  const timezone = await readTimezone(ctx);
  const queued = await queueDigests(ctx, { timezone });
  if (ports === undefined) return { queued };
  return { queued, ...(await deliverNotifications(ctx, { ports, settings, timezone, signal })) };
}
