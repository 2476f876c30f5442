import type { AuditFilter, AuditRow } from "#src/db/access/auditEntries.ts";
import { lastAuditEntry, listAuditRows } from "#src/db/access/auditEntries.ts";
import { withTransaction, type Context } from "#src/db/context.ts";
import { readPersonalTexts } from "./personal.ts";

/** Entries that one answer looks through at most: a filter that fits little must not walk the whole chain at once. */
const MOST_LOOKED_THROUGH = 20_000;

/** An entry of the audit for people. */
export interface AuditEntryView {
  readonly seq: number;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  /** In whose place they acted; null where they acted for themselves. */
  readonly actingFor: string | null;
  readonly actionId: string | null;
  /** The action in one line, where the entry concerns one. */
  readonly title: string | null;
  readonly partnerId: number | null;
  readonly partnerName: string | null;
  readonly stage: string | null;
  readonly version: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
  /** What was written about a person; null where nothing was, or it was erased. */
  readonly text: string | null;
  readonly hash: string;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntryView[];
  /** The number that the next page begins below; null at the beginning of the chain. A page may be empty and not the last. */
  readonly next: number | null;
}

/** Entries that fit the filter, newest first, below `before`. */
export async function listAuditEntries(
  ctx: Context,
  { limit, before, ...filter }: AuditFilter & { readonly limit: number; readonly before?: number | undefined },
): Promise<AuditPage> {
  return withTransaction(ctx, async (inner) => {
    const end = before ?? ((await lastAuditEntry(inner))?.seq ?? 0) + 1;
    const from = Math.max(1, end - MOST_LOOKED_THROUGH);
    const rows = await listAuditRows(inner, { from, before: end, limit: limit + 1, filter });
    const page = rows.slice(0, limit);
    const [newest, oldest] = [page[0], page.at(-1)];
    const texts = newest === undefined || oldest === undefined ? [] : await readPersonalTexts(inner, { from: oldest.seq, to: newest.seq });
    const textOf = new Map(texts.map(({ seq, opened }) => [seq, opened?.text ?? null]));
    return {
      entries: page.map((row) => viewOf(row, textOf.get(row.seq) ?? null)),
      next: rows.length > limit && oldest !== undefined ? oldest.seq : from > 1 ? from : null,
    };
  });
}

function viewOf({ entry, at, ...row }: AuditRow, text: string | null): AuditEntryView {
  const { actingFor, facts, stage, version } = parsed(entry);
  const partner = row.partnerId ?? (typeof facts["partner_id"] === "number" ? facts["partner_id"] : null);
  return { ...row, partnerId: partner, at: at.toISOString(), actingFor, stage, version, facts, text };
}

/** An entry that was tampered with may be no JSON any more; it is shown all the same, and verifying names it. */
function parsed(entry: string): Pick<AuditEntryView, "actingFor" | "facts" | "stage" | "version"> {
  try {
    const value: unknown = JSON.parse(entry);
    if (typeof value === "object" && value !== null) {
      const { acting_for: actingFor, facts, stage, version } = value as { readonly [key: string]: unknown };
      return {
        actingFor: typeof actingFor === "string" ? actingFor : null,
        facts: typeof facts === "object" && facts !== null && !Array.isArray(facts) ? { ...facts } : {},
        stage: typeof stage === "string" ? stage : null,
        version: typeof version === "number" ? version : null,
      };
    }
  } catch {
    // said by verifying
  }
  return { actingFor: null, facts: {}, stage: null, version: null };
}
