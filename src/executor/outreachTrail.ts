import { appendAuditEvent } from "#src/audit/index.ts";
import type { TxContext } from "#src/db/index.ts";
import { markOutreachSent, markOutreachUnknown, releaseOutreach } from "#src/outreach/index.ts";

/** What becomes of a reserved contact, with its audit entry; an action that contacts nobody leaves none. */
export async function settleContact(
  ctx: TxContext,
  actionId: string,
  to: "sent" | "released" | "unknown",
  providerRef?: string,
): Promise<void> {
  switch (to) {
    case "sent": {
      const { changed } = await markOutreachSent(ctx, { actionId, ...(providerRef === undefined ? {} : { providerRef }) });
      if (changed) await appendAuditEvent(ctx, { kind: "outreach.sent", actionId, facts: { ref: providerRef ?? null } });
      return;
    }
    case "released": {
      const { changed } = await releaseOutreach(ctx, { actionId });
      if (changed) await appendAuditEvent(ctx, { kind: "outreach.released", actionId });
      return;
    }
    case "unknown":
      // the reservation stands: whether the contact was made is not known
      await markOutreachUnknown(ctx, { actionId });
  }
}
