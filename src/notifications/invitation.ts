import { getNotificationsByKey, insertNotification, type NotificationRow } from "#src/db/access/notifications.ts";
import { getInvitationWithNames } from "#src/db/access/people.ts";
import type { TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { roleOf } from "#src/people/rights.ts";
import { z } from "zod";
import type { Message } from "./compose.ts";
import { composeInvitationMail } from "./invitationMail.ts";
import type { NotifierPorts } from "./ports.ts";
import { notificationLanguageSchema, type NotificationLanguage } from "./settings.ts";

/** What stands in the row: never the address, which is the invitation's, and never the link, which nothing stores. */
const detailSchema = z.object({ invitation: z.string(), language: notificationLanguageSchema });

const keyOf = (invitationId: string): string => `invitation:${invitationId}`;

/** Notes that an invitation is to be mailed, in the transaction that makes it; once, however often. `userId` is who invites. */
export async function queueInvitation(
  ctx: TxContext,
  { invitationId, userId, language }: { readonly invitationId: string; readonly userId: string; readonly language: NotificationLanguage },
): Promise<void> {
  const now = ctx.clock.now();
  await insertNotification(ctx, uuidv7(now), {
    dedupeKey: keyOf(invitationId),
    userId,
    channel: "email",
    kind: "invitation",
    dueAt: now,
    detail: { invitation: invitationId, language },
  });
}

/** How the mail of each invitation stands, by invitation; of those that none was noted for there is nothing. */
export async function invitationMails(
  ctx: TxContext,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<NotificationRow, "state" | "reason" | "sentAt">>> {
  const rows = await getNotificationsByKey(ctx, invitationIds.map(keyOf));
  return new Map(
    invitationIds.flatMap((id) => {
      const row = rows.get(keyOf(id));
      return row === undefined ? [] : [[id, row] as const];
    }),
  );
}

/** The mail as it stands at the moment of sending, or why there is none: the invitation may have ended since it was noted. */
export async function invitationMail(
  ctx: TxContext,
  row: NotificationRow,
  { ports, timezone }: { readonly ports: NotifierPorts; readonly timezone: string },
): Promise<(Extract<Message, { kind: "mail" }> & { readonly to: string }) | { readonly reason: string }> {
  const { invitation: id, language } = detailSchema.parse(row.detail);
  const found = await getInvitationWithNames(ctx, id);
  if (found === null || found.invitation.status !== "pending" || found.invitation.expiresAt <= ctx.clock.now())
    return { reason: "The invitation was answered, withdrawn or had ended before it was sent." };
  const { publicUrl, invitationUrl } = ports;
  if (publicUrl === undefined || invitationUrl === undefined)
    return { reason: "No public address is configured (PUBLIC_URL), so a mail could hold no link: hand the link on yourself." };
  const { invitation, organisation, invitedBy } = found;
  const about = { organisation, invitedBy, role: roleOf(invitation.role ?? ""), expiresAt: invitation.expiresAt };
  const mail = composeInvitationMail({ ...about, url: invitationUrl(publicUrl, id), language, timezone });
  return { kind: "mail", tokenIds: [], language, to: invitation.email, ...mail };
}
