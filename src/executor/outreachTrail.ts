import { appendAuditEvents } from "#src/audit/index.ts";
import type { TxContext } from "#src/db/index.ts";
import { markAllOutreachSent, markAllOutreachUnknown, releaseAllOutreach } from "#src/outreach/index.ts";

/** What becomes of a reserved contact; one that was made was so at the moment of its intent. */
export type ContactEnd =
  | { readonly to: "sent"; readonly at: Date; readonly ref?: string | undefined }
  | { readonly to: "released" }
  /** The reservation stands: whether the contact was made is not known. */
  | { readonly to: "unknown" };

export interface EndedContact {
  readonly actionId: string;
  readonly end: ContactEnd;
}

/** Ends a reserved contact, with its audit entry; an action that contacts nobody leaves none. */
export async function settleContact(ctx: TxContext, actionId: string, end: ContactEnd): Promise<void> {
  await settleContacts(ctx, [{ actionId, end }]);
}

/** The same for many, with a number of statements that does not grow with them. */
export async function settleContacts(ctx: TxContext, contacts: readonly EndedContact[]): Promise<void> {
  const sent = contacts.flatMap(({ actionId, end }) => (end.to === "sent" ? [{ actionId, sentAt: end.at, providerRef: end.ref }] : []));
  const made = await markAllOutreachSent(ctx, sent);
  const given = await releaseAllOutreach(ctx, idsOf(contacts, "released"));
  await markAllOutreachUnknown(ctx, idsOf(contacts, "unknown"));
  await appendAuditEvents(ctx, [
    ...sent
      .filter(({ actionId }) => made.has(actionId))
      .map(({ actionId, sentAt, providerRef }) => {
        const facts = { ref: providerRef ?? null, sent_at: sentAt.toISOString() };
        return { kind: "outreach.sent", actionId, facts } as const;
      }),
    ...idsOf(contacts, "released")
      .filter((actionId) => given.has(actionId))
      .map((actionId) => ({ kind: "outreach.released", actionId }) as const),
  ]);
}

const idsOf = (contacts: readonly EndedContact[], to: ContactEnd["to"]): string[] =>
  contacts.filter(({ end }) => end.to === to).map(({ actionId }) => actionId);
