import { z } from "zod";
import { listAlerts, type AlertRow } from "#src/db/access/alerts.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { AlertSeverity, AlertStatus } from "#src/db/schema/index.ts";
import { readCursor, writeCursor } from "#src/lib/cursor.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Actor } from "#src/protocol/index.ts";

/** A fact worth a person's eye, as people read it. Moments are RFC 3339 in UTC. */
export interface AlertView {
  readonly id: string;
  readonly kind: string;
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly sentence: string | null;
  readonly status: AlertStatus;
  readonly evidence: { readonly label: string; readonly value: string }[];
  readonly raisedAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt: string | null;
  /** Who gave it its status; null while nobody did. */
  readonly statusBy: Actor | null;
}

/** What an analysis keeps beside an alert, as far as people are shown it. */
const detailSchema = z.object({
  sentence: z.string().nullish(),
  evidence: z.array(z.object({ label: z.string(), value: z.string() })).nullish(),
});

/** What is listed where nobody names a status: all that nobody put away. */
const BY_DEFAULT: readonly AlertStatus[] = ["new", "acknowledged", "resolved"];

/** Alerts a page at a time, the newest first, on each page the open ones before the others. Errors: `invalid_input`. */
export async function listAlertViews(
  ctx: Context,
  {
    statuses = BY_DEFAULT,
    limit,
    cursor,
  }: { readonly statuses?: readonly AlertStatus[]; readonly limit: number; readonly cursor?: string },
): Promise<{ readonly alerts: AlertView[]; readonly nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  if (after === null) {
    throw new AiCooError("invalid_input", "The list cannot be made: cursor must be the nextCursor of the page before.", {
      next: "Correct the parameter and ask again.",
    });
  }
  const rows = await withTransaction(ctx, (inner) =>
    listAlerts(inner, { statuses, limit: limit + 1, ...(after === undefined ? {} : { after: { raisedAt: after.at, id: after.id } }) }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const views = page.map(alertViewOf);
  return {
    alerts: [...views.filter(isOpen), ...views.filter((alert) => !isOpen(alert))],
    nextCursor: rows.length > limit && last !== undefined ? writeCursor({ at: last.raisedAt, id: last.id }) : null,
  };
}

const isOpen = (alert: AlertView): boolean => alert.status === "new" || alert.status === "acknowledged";

export function alertViewOf(row: AlertRow): AlertView {
  // an alert is shown even where its detail is of another kind
  const detail = detailSchema.safeParse(row.detail).data;
  return {
    id: row.id,
    kind: row.kind,
    severity: row.severity,
    title: row.title,
    sentence: detail?.sentence ?? null,
    status: row.status,
    evidence: (detail?.evidence ?? []).map(({ label, value }) => ({ label, value })),
    raisedAt: row.raisedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    statusBy: row.statusBy,
  };
}
