import { and, desc, eq, gt, inArray, isNull, like, lt, or, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { customerCommitments, type CommitmentKind, type CommitmentStatus } from "../schema/index.ts";

export type CommitmentRow = typeof customerCommitments.$inferSelect;
export type NewCommitment = Omit<CommitmentRow, "orgId" | "status" | "recordedBy" | "recordedAt" | "endedBy" | "endedAt" | "endReason">;

const t = customerCommitments;
const OPEN = sql`${t.status} = 'open'`; // a literal, for the partial index

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Records one that is open from here on; `at` is when it was said, where that was not just now. */
export async function insertCommitment(
  { tx, orgId, actor, clock }: TxContext,
  commitment: NewCommitment,
  at: Date = clock.now(),
): Promise<CommitmentRow> {
  const [row] = await tx
    .insert(t)
    .values({ orgId, ...commitment, recordedBy: actor, recordedAt: at })
    .returning();
  return row!;
}

/** Ends one that is open. Null when somebody else has ended it. */
export async function endCommitmentRow(
  { tx, orgId, actor, clock }: TxContext,
  id: string,
  end: { readonly status: Exclude<CommitmentStatus, "open">; readonly reason: string | null },
): Promise<CommitmentRow | null> {
  if (!UUID.test(id)) return null;
  const [row] = await tx
    .update(t)
    .set({ status: end.status, endReason: end.reason, endedAt: clock.now(), endedBy: actor })
    .where(and(eq(t.orgId, orgId), eq(t.id, id), OPEN))
    .returning();
  return row ?? null;
}

/** Everything open of these customers, or of all; oldest first. */
export async function openCommitmentRows(
  { tx, orgId }: TxContext,
  query: { readonly partnerIds?: readonly number[]; readonly kinds?: readonly CommitmentKind[] } = {},
): Promise<CommitmentRow[]> {
  return tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        OPEN,
        query.partnerIds === undefined ? undefined : inArray(t.partnerId, [...query.partnerIds]),
        query.kinds === undefined ? undefined : inArray(t.kind, [...query.kinds]),
      ),
    )
    .orderBy(t.recordedAt, t.id);
}

/** Promises that were broken, resumes, and answers that a person has dealt with, recorded since a moment. */
export async function rememberedCommitmentRows({ tx, orgId }: TxContext, { since }: { readonly since: Date }): Promise<CommitmentRow[]> {
  return tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        gt(t.recordedAt, since),
        or(
          and(eq(t.kind, "promise"), eq(t.status, "broken")),
          eq(t.kind, "resume"),
          and(eq(t.kind, "reply"), sql`${t.status} <> 'open'`, like(t.endedBy, "user:%")),
        ),
      ),
    )
    .orderBy(t.recordedAt, t.id);
}

/** The entry, or null. */
export async function getCommitmentRow({ tx, orgId }: TxContext, id: string): Promise<CommitmentRow | null> {
  if (!UUID.test(id)) return null;
  const [row] = await tx
    .select()
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.id, id)));
  return row ?? null;
}

/** The ids that end so, two at most: enough to say whether a short name is one. */
export async function findCommitmentIds({ tx, orgId }: TxContext, ending: string): Promise<string[]> {
  const rows = await tx
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.orgId, orgId), sql`right(${t.id}::text, ${ending.length}) = ${ending}`))
    .limit(2);
  return rows.map(({ id }) => id);
}

export interface CommitmentQuery {
  readonly partnerId?: number;
  readonly kinds?: readonly CommitmentKind[];
  readonly status?: readonly CommitmentStatus[];
  readonly after?: Pick<CommitmentRow, "recordedAt" | "id">;
  readonly limit: number;
}

/** Entries newest first, after one of them when it is named. */
export async function listCommitmentRows({ tx, orgId }: TxContext, query: CommitmentQuery): Promise<CommitmentRow[]> {
  const { partnerId, kinds, status, after, limit } = query;
  return tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        partnerId === undefined ? undefined : eq(t.partnerId, partnerId),
        kinds === undefined ? undefined : inArray(t.kind, [...kinds]),
        status === undefined || status.length === 0 ? undefined : inArray(t.status, [...status]),
        after === undefined
          ? undefined
          : or(lt(t.recordedAt, after.recordedAt), and(eq(t.recordedAt, after.recordedAt), lt(t.id, after.id))),
      ),
    )
    .orderBy(desc(t.recordedAt), desc(t.id))
    .limit(limit);
}

/** Open entries of one kind that are about exactly the same: customer, company, currency and invoices. */
export async function sameScopeRows(
  { tx, orgId }: TxContext,
  scope: Pick<CommitmentRow, "kind" | "partnerId" | "companyId" | "currency" | "invoiceIds">,
): Promise<CommitmentRow[]> {
  const invoices = sql.param([...scope.invoiceIds]);
  return tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        OPEN,
        eq(t.kind, scope.kind),
        eq(t.partnerId, scope.partnerId),
        scope.companyId === null ? isNull(t.companyId) : eq(t.companyId, scope.companyId),
        scope.currency === null ? isNull(t.currency) : eq(t.currency, scope.currency),
        sql`${t.invoiceIds} @> ${invoices}::int[] and ${t.invoiceIds} <@ ${invoices}::int[]`,
      ),
    );
}
