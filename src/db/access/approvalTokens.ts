import { and, desc, eq, getTableColumns, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { approvalTokens } from "../schema/index.ts";

export type ApprovalTokenRow = typeof approvalTokens.$inferSelect;

/** Keeps the hash of a link or a code. */
export async function insertApprovalToken(
  { tx, orgId, clock }: TxContext,
  token: Omit<ApprovalTokenRow, "orgId" | "createdAt" | "usedAt" | "failedTries">,
): Promise<void> {
  await tx.insert(approvalTokens).values({ ...token, orgId, createdAt: clock.now() });
}

/** The token with this hash, or null; `lock` makes everybody who brings it wait for the one before. */
export async function findApprovalToken(
  { tx, orgId }: TxContext,
  tokenHash: string,
  options: { readonly lock?: boolean } = {},
): Promise<ApprovalTokenRow | null> {
  const query = tx
    .select()
    .from(approvalTokens)
    .where(and(eq(approvalTokens.orgId, orgId), eq(approvalTokens.tokenHash, tokenHash)));
  const [row] = options.lock === true ? await query.for("update") : await query;
  return row ?? null;
}

/** Uses a token up; false where it was used already, whoever races. */
export async function useApprovalToken({ tx, orgId, clock }: TxContext, id: string): Promise<boolean> {
  const rows = await tx
    .update(approvalTokens)
    .set({ usedAt: clock.now() })
    .where(and(eq(approvalTokens.orgId, orgId), eq(approvalTokens.id, id), isNull(approvalTokens.usedAt)))
    .returning({ id: approvalTokens.id });
  return rows.length > 0;
}

/** Counts a wrong code that was typed on a link's page; how many there were. */
export async function countWrongTry({ tx, orgId }: TxContext, id: string): Promise<number> {
  const [row] = await tx
    .update(approvalTokens)
    .set({ failedTries: sql`${approvalTokens.failedTries} + 1` })
    .where(and(eq(approvalTokens.orgId, orgId), eq(approvalTokens.id, id)))
    .returning({ failedTries: approvalTokens.failedTries });
  return row?.failedTries ?? 0;
}

/** A code, and whether its action still waits in the version that it was made for. */
export interface CodeRow extends ApprovalTokenRow {
  readonly isCurrent: boolean;
}

/** The codes of a person that ended no longer ago than `since`, used ones too, newest first. */
export async function listCodes({ tx, orgId }: TxContext, userId: string, since: Date): Promise<CodeRow[]> {
  return tx
    .select({
      ...getTableColumns(approvalTokens),
      // named in full: a bare column would be the inner table's
      isCurrent: sql<boolean>`exists (select from ai_coo.autonomous_actions a where a.org_id = ${orgId}
        and a.action_id = ai_coo.approval_tokens.action_id and a.status = 'pending_approval'
        and a.version = ai_coo.approval_tokens.version and a.fingerprint = ai_coo.approval_tokens.fingerprint)`,
    })
    .from(approvalTokens)
    .where(
      and(
        eq(approvalTokens.orgId, orgId),
        eq(approvalTokens.userId, userId),
        eq(approvalTokens.purpose, "code"),
        gt(approvalTokens.expiresAt, since),
      ),
    )
    .orderBy(desc(approvalTokens.createdAt), desc(approvalTokens.id));
}

/** Ends every unused code of a person at once. */
export async function endCodes({ tx, orgId, clock }: TxContext, userId: string): Promise<void> {
  await tx
    .update(approvalTokens)
    .set({ usedAt: clock.now() })
    .where(
      and(
        eq(approvalTokens.orgId, orgId),
        eq(approvalTokens.userId, userId),
        eq(approvalTokens.purpose, "code"),
        isNull(approvalTokens.usedAt),
      ),
    );
}

/** Forgets tokens that went nowhere: their message was not sent. */
export async function deleteApprovalTokens({ tx, orgId }: TxContext, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(approvalTokens).where(and(eq(approvalTokens.orgId, orgId), inArray(approvalTokens.id, [...ids])));
}

/** Removes links and codes that ended before a moment; how many went. */
export async function deleteApprovalTokensBefore({ tx, orgId }: TxContext, before: Date): Promise<number> {
  const result = await tx.delete(approvalTokens).where(and(eq(approvalTokens.orgId, orgId), lt(approvalTokens.expiresAt, before)));
  return result.rowCount ?? 0;
}
