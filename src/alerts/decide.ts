import { appendAuditEvent } from "#src/audit/index.ts";
import { announceAlerts, changeAlertStatus, getAlert } from "#src/db/access/alerts.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { AlertStatus } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { alertViewOf, type AlertView } from "./list.ts";

/** What a person says to an alert: from which status, to which. */
const CHANGES = {
  /** Somebody has seen it and looks after it. */
  acknowledge: { from: ["new"], to: "acknowledged", kind: "alert.acknowledged" },
  /** It was dealt with; an analysis that still sees the fact raises it anew. */
  resolve: { from: ["new", "acknowledged"], to: "resolved", kind: "alert.resolved" },
  /** It is not worth an alert; the same fact raises none until it is gone. */
  dismiss: { from: ["new", "acknowledged"], to: "dismissed", kind: "alert.dismissed" },
  /** Takes back that it was acknowledged or dismissed. */
  reopen: { from: ["acknowledged", "dismissed"], to: "new", kind: "alert.reopened" },
} as const satisfies Record<string, { from: readonly AlertStatus[]; to: AlertStatus; kind: `alert.${string}` }>;

export type AlertVerb = keyof typeof CHANGES;

export const ALERT_VERBS = Object.keys(CHANGES) as AlertVerb[];

/** A person's word on an alert, with its trace in the same transaction. Errors: `not_found`, `conflict`. */
export async function decideAlert({
  ctx,
  input: { alertId, verb, reason },
}: {
  readonly ctx: Context;
  readonly input: { readonly alertId: string; readonly verb: AlertVerb; readonly reason?: string | undefined };
}): Promise<AlertView> {
  const { from, to, kind } = CHANGES[verb];
  return withTransaction(ctx, async (inner) => {
    const row = await changeAlertStatus(inner, { id: alertId, from, to });
    if (row === null) {
      const found = await getAlert(inner, alertId);
      if (found === null) {
        throw new AiCooError("not_found", "There is no alert with this id in your organisation, so nothing was changed.", {
          next: "List the alerts and take the id from there.",
        });
      }
      throw new AiCooError("conflict", `The alert is ${found.status} already, so nothing was changed.`, {
        next: "Look at it again: somebody else, or an analysis, was faster.",
        details: { alertId, status: found.status },
      });
    }
    await appendAuditEvent(inner, {
      kind,
      facts: { alert_id: row.id, alert_kind: row.kind, severity: row.severity },
      ...(reason === undefined ? {} : { personal: { subject: `alert:${row.id}`, text: reason } }),
    });
    await announceAlerts(inner, "alert.changed", [row]);
    return alertViewOf(row);
  });
}
