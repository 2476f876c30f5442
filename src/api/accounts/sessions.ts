import { and, desc, eq, gt, ne } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withAccountsThenTenant, type Context } from "#src/db/index.ts";
import { member, organization, session } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { roleOf, type Role } from "#src/people/index.ts";

/** Whose account is meant and from which session; derived from the cookie. */
export interface OwnSession {
  readonly id: string;
  readonly userId: string;
}

/** A session as its person sees it; the token is in the cookie and nowhere else. */
export interface SessionRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** Where a person is signed in, newest first. */
export async function listSessions({ db, clock }: Context, own: OwnSession): Promise<SessionRow[]> {
  const rows = await db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      ipAddress: session.ipAddress,
      createdAt: session.createdAt,
      expiresAt: session.expiresAt,
    })
    .from(session)
    .where(and(eq(session.userId, own.userId), gt(session.expiresAt, clock.now())))
    .orderBy(desc(session.createdAt), desc(session.id))
    .limit(200);
  return rows.map((row) => ({ ...row, current: row.id === own.id }));
}

/** Ends one of the person's own sessions, or with `others` all but the one that asks. Errors: `not_found`. */
export async function endSessions(
  ctx: Context,
  own: OwnSession,
  which: { readonly id: string } | { readonly others: true },
): Promise<{ readonly ended: number }> {
  const one = "id" in which ? eq(session.id, which.id) : ne(session.id, own.id);
  const ended = await withAccountsThenTenant(
    ctx,
    (tx) =>
      tx
        .delete(session)
        .where(and(eq(session.userId, own.userId), one))
        .returning({ id: session.id }),
    async (inner, rows) => {
      if (rows.length > 0) {
        await appendAuditEvent(inner, { kind: "account.sessions_ended", facts: { user: own.userId, sessions: rows.length } });
      }
    },
  );
  if ("id" in which && ended.length === 0) {
    throw new AiCooError("not_found", "You have no such session, or it has ended already.", { next: "Look at the list again." });
  }
  return { ended: ended.length };
}

/** The organisations that a person belongs to, in the order in which they joined. */
export async function organisationsOf({ db }: Pick<Context, "db">, userId: string): Promise<{ id: string; name: string; role: Role }[]> {
  const rows = await db
    .select({ id: organization.id, name: organization.name, role: member.role })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, userId))
    .orderBy(member.createdAt, member.id);
  return rows.map((row) => ({ ...row, role: roleOf(row.role) }));
}

/** Shows another of the person's organisations from now on, in this session. Errors: `not_found` for one they do not belong to. */
export async function switchOrganisation(ctx: Context, own: OwnSession, orgId: string): Promise<void> {
  const mine = await organisationsOf(ctx, own.userId);
  if (!mine.some(({ id }) => id === orgId)) {
    throw new AiCooError("not_found", "You belong to no organisation with this id, so nothing was changed.", {
      next: "Look at the list again.",
    });
  }
  await ctx.db
    .update(session)
    .set({ activeOrganizationId: orgId })
    .where(and(eq(session.id, own.id), eq(session.userId, own.userId)));
}
