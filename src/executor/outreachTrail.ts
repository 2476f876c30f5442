import { appendAuditEvent } from "#src/audit/index.ts";
import type { TxContext } from "#src/db/index.ts";
import { markOutreachSent, markOutreachUnknown, releaseOutreach } from "#src/outreach/index.ts";

/** What becomes of a reserved contact; one that was made was so at the moment of its intent. */
export type ContactEnd =
  | { readonly to: "sent"; readonly at: Date; readonly ref?: string | undefined }
  | { readonly to: "released" }
  /** The reservation stands: whether the contact was made is not known. */
  | { readonly to: "unknown" };

/** Ends a reserved contact, with its audit entry; an action that contacts nobody leaves none. */
export async function settleContact(ctx: TxContext, actionId: string, end: ContactEnd): Promise<void> {
  switch (end.to) {
    case "sent": {
      const { changed } = await markOutreachSent(ctx, { actionId, sentAt: end.at, providerRef: end.ref });
      const facts = { ref: end.ref ?? null, sent_at: end.at.toISOString() };
      if (changed) await appendAuditEvent(ctx, { kind: "outreach.sent", actionId, facts });
      return;
    }
    case "released": {
      const { changed } = await releaseOutreach(ctx, { actionId });
      if (changed) await appendAuditEvent(ctx, { kind: "outreach.released", actionId });
      return;
    }
    case "unknown":
      await markOutreachUnknown(ctx, { actionId });
  }
}
