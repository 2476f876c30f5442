import { createHash } from "node:crypto";
import { beforeCommit, type TxContext } from "#src/db/context.ts";
import { runPrepared, type Statement } from "#src/db/prepared.ts";
import { canonicalJson } from "#src/protocol/index.ts";
import { insertEntries, insertTexts, readHead, type TextRow } from "./appendRows.ts";
import type { AuditEvent } from "./events.ts";
import { type SealedText, sealTexts } from "./personal.ts";

/** What the first entry of a chain follows. */
const GENESIS = "0".repeat(64);

interface Queued {
  readonly event: AuditEvent;
  readonly actor: string;
  readonly actingFor: string | undefined;
  readonly at: Date;
}

/**
 * Adds an entry to the organisation's chain, in the caller's transaction: when it rolls back, so does the
 * entry; when the entry cannot be written, the transaction fails. The entries of one transaction are
 * written together right before it commits, because the chain admits one writer at a time from the first
 * entry to the commit: written earlier, every other transaction of the organisation would wait.
 */
export async function appendAuditEvent(ctx: TxContext, event: AuditEvent): Promise<void> {
  await appendAuditEvents(ctx, [event]);
}

/** The same for several, in this order. */
export async function appendAuditEvents(ctx: TxContext, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const at = ctx.clock.now();
  const queued = events.map((event) => ({ event, actor: ctx.actor, actingFor: ctx.actingFor, at }));
  await beforeCommit(ctx, write, queued);
}

async function write(ctx: TxContext, queued: readonly Queued[]): Promise<void> {
  const { orgId } = ctx;
  await lockChain(ctx);
  // a statement of its own: one that also waits for the lock would see the chain as it was before
  const head = await readHead(ctx);
  const sealed = await sealTexts(
    ctx,
    queued.map(({ event }) => event.personal),
  );

  let seq = head?.seq ?? 0;
  let prevHash = head?.hash ?? GENESIS;
  const texts: TextRow[] = [];
  const rows = queued.map((item, index) => {
    seq += 1;
    const seal = sealed[index];
    const entry = entryText(orgId, seq, item, seal);
    const hash = createHash("sha256").update(prevHash, "utf8").update(entry, "utf8").digest("hex");
    const { event, actor, at } = item;
    const row = { seq, at, kind: event.kind, actor, actionId: "actionId" in event ? event.actionId : null, entry, prevHash, hash };
    if (seal?.stored !== undefined) texts.push({ seq, ...seal.stored });
    prevHash = hash;
    return row;
  });
  await insertEntries(ctx, rows);
  await insertTexts(ctx, texts);
}

const LOCK: Statement = { name: "ai_coo_audit_lock", text: "select pg_advisory_xact_lock(hashtextextended($1, 0))" };

/** The organisation's chain for this transaction alone, until it ends. */
export async function lockChain({ tx, orgId }: TxContext): Promise<void> {
  await runPrepared({ tx }, LOCK, [`ai_coo.audit:${orgId}`]);
}

/** The exact text that is hashed and stored: RFC 8785, so that any program writes the same bytes. */
function entryText(orgId: string, seq: number, { event, actor, actingFor, at }: Queued, seal: SealedText | undefined): string {
  const ofAction =
    "actionId" in event
      ? {
          action_id: event.actionId,
          version: event.version,
          fingerprint: event.fingerprint,
          attempt_id: event.attemptId,
          stage: event.stage,
        }
      : {};
  return canonicalJson({
    format: 1,
    org_id: orgId,
    seq,
    at: at.toISOString(),
    kind: event.kind,
    actor,
    ...defined({ acting_for: actingFor, ...ofAction }),
    facts: event.facts ?? {},
    ...(seal === undefined ? {} : { personal_commitment: seal.commitment }),
  });
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
