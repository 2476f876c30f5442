import { type Statement, runPrepared } from "#src/db/prepared.ts";
import type { TxContext } from "#src/db/context.ts";

/*
 * Raw, because all entries of an organisation pass here one transaction at a time, under the lock of its chain: what
 * these take is what everybody waits for.
 */

export interface EntryRow {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string;
  readonly actionId: string | null;
  readonly entry: string;
  readonly prevHash: string;
  readonly hash: string;
}

export interface TextRow {
  readonly seq: number;
  readonly subject: string;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
}

const HEAD: Statement = {
  name: "ai_coo_audit_head",
  text: "select seq, hash from ai_coo.action_events where org_id = $1 order by seq desc limit 1",
};

/** The last entry of the chain; null for an organisation without any. Read it under the chain's lock. */
export async function readHead({ tx, orgId }: TxContext): Promise<{ readonly seq: number; readonly hash: string } | null> {
  const [head] = await runPrepared<{ seq: string; hash: string }>({ tx }, HEAD, [orgId]);
  return head === undefined ? null : { seq: Number(head.seq), hash: head.hash };
}

const ENTRIES: Statement = {
  name: "ai_coo_audit_entries",
  text: `insert into ai_coo.action_events (org_id, seq, at, kind, actor, action_id, entry, prev_hash, hash)
    select $1, * from unnest(
      $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[])`,
};

export async function insertEntries({ tx, orgId }: TxContext, rows: readonly EntryRow[]): Promise<void> {
  await runPrepared({ tx }, ENTRIES, [
    orgId,
    rows.map(({ seq }) => seq),
    rows.map(({ at }) => at.toISOString()),
    rows.map(({ kind }) => kind),
    rows.map(({ actor }) => actor),
    rows.map(({ actionId }) => actionId),
    rows.map(({ entry }) => entry),
    rows.map(({ prevHash }) => prevHash),
    rows.map(({ hash }) => hash),
  ]);
}

const TEXTS: Statement = {
  name: "ai_coo_audit_texts",
  text: `insert into ai_coo.action_event_texts (org_id, seq, subject, iv, tag, ciphertext)
    select $1, * from unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[])`,
};

export async function insertTexts({ tx, orgId }: TxContext, rows: readonly TextRow[]): Promise<void> {
  if (rows.length === 0) return;
  await runPrepared({ tx }, TEXTS, [
    orgId,
    rows.map(({ seq }) => seq),
    rows.map(({ subject }) => subject),
    rows.map(({ iv }) => iv),
    rows.map(({ tag }) => tag),
    rows.map(({ ciphertext }) => ciphertext),
  ]);
}

const KEYS: Statement = {
  name: "ai_coo_audit_keys",
  text: "select subject, key from ai_coo.subject_keys where org_id = $1 and subject = any($2::text[])",
};

/** The key of each subject that has one; null for an erased one. */
export async function readKeys({ tx, orgId }: TxContext, subjects: readonly string[]): Promise<Map<string, Buffer | null>> {
  const rows = await runPrepared<{ subject: string; key: Buffer | null }>({ tx }, KEYS, [orgId, subjects]);
  return new Map(rows.map(({ subject, key }) => [subject, key]));
}

const NEW_KEYS: Statement = {
  name: "ai_coo_audit_new_keys",
  text: `insert into ai_coo.subject_keys (org_id, subject, key, created_at)
    select $1, subject, key, $2::timestamptz from unnest($3::text[], $4::bytea[]) as k(subject, key)
    on conflict do nothing returning subject`,
};

/** Keeps new keys; answers the subjects that had none until now. */
export async function insertKeys({ tx, orgId, clock }: TxContext, keys: ReadonlyMap<string, Buffer>): Promise<Set<string>> {
  const values = [orgId, clock.now().toISOString(), [...keys.keys()], [...keys.values()]];
  const rows = await runPrepared<{ subject: string }>({ tx }, NEW_KEYS, values);
  return new Set(rows.map(({ subject }) => subject));
}
