import { z } from "zod";
import { listAlerts, type AlertRow } from "#src/db/access/alerts.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { Alert } from "../schemas/monitoring.ts";

const MOST = 200;

/** What an analysis keeps beside an alert, as far as a page shows it. */
const detailSchema = z.object({
  sentence: z.string().nullish(),
  evidence: z.array(z.object({ label: z.string(), value: z.string() })).nullish(),
});

/** The alerts of the organisation, open ones first, then the newest; what a person dismissed is left out. */
export async function readAlerts(ctx: Context): Promise<Alert[]> {
  const rows = await withTransaction(ctx, (inner) => listAlerts(inner, { limit: MOST }));
  const views = rows.filter((row) => row.status !== "dismissed").map(viewOf);
  return [...views.filter(isOpen), ...views.filter((alert) => !isOpen(alert))];
}

const isOpen = (alert: Alert): boolean => alert.status === "new" || alert.status === "acknowledged";

function viewOf(row: AlertRow): Alert {
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
  };
}
