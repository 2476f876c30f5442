import { and, count, eq, isNull } from "drizzle-orm";
import type { TxContext } from "#src/db/context.ts";
import { actionEventTexts, subjectKeys } from "#src/db/schema/index.ts";
import { appendAuditEvent, lockChain } from "./append.ts";

/**
 * Erases what the audit says about a person: the key goes, and with it every text under it; the chain stays
 * valid. Text written about them later is not kept. Returns how many texts became unreadable.
 */
export async function eraseSubject(ctx: TxContext, subject: string): Promise<number> {
  const { tx, orgId, clock } = ctx;
  await lockChain(ctx); // before the key, in the order in which entries are written
  const now = clock.now();
  await tx
    .insert(subjectKeys)
    .values({ orgId, subject, key: null, createdAt: now, erasedAt: now })
    .onConflictDoUpdate({
      target: [subjectKeys.orgId, subjectKeys.subject],
      set: { key: null, erasedAt: now },
      setWhere: isNull(subjectKeys.erasedAt),
    });
  const [row] = await tx
    .select({ texts: count() })
    .from(actionEventTexts)
    .where(and(eq(actionEventTexts.orgId, orgId), eq(actionEventTexts.subject, subject)));
  const texts = row?.texts ?? 0;
  await appendAuditEvent(ctx, { kind: "personal.erased", facts: { texts } });
  return texts;
}
