import { createHash } from "node:crypto";
import { Client } from "pg";
import { exportAudit, type PublishedHead, verifyAuditChain } from "#src/audit/index.ts";
import type { Context } from "#src/db/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { canonicalJson } from "#src/protocol/index.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { say } from "../support/report.ts";
import { NOW } from "../support/stage.ts";
import type { Auditor } from "./independent.ts";
import { GENESIS } from "./owner.ts";

const ORG = "voluminous";
const ROWS_PER_INSERT = 5_000;
const MILLION = 1_000_000;

export interface VolumeFigures {
  readonly entries: number;
  readonly productSeconds: number;
  readonly productPerSecond: number;
  /** Of this process alone, without the database's: what the walk costs where others use the machine too. */
  readonly productCpuSeconds: number;
  /** For a million entries at this rate; measured where there were a million. */
  readonly productSecondsPerMillion: number;
  readonly exportSeconds: number;
  readonly independentSeconds: number;
  readonly independentSecondsPerMillion: number;
  /** How far the heap of this process grew while the chain was walked, in MB. */
  readonly heapGrowthMb: number;
  readonly faults: readonly string[];
}

/** Fills a chain with entries of the usual form and size, and walks it with both verifiers. */
export async function verifyMany(database: SuiteDatabase, auditor: Auditor, entries: number): Promise<VolumeFigures> {
  const hash = await fill(database.connectionString, entries);
  const ctx: Context = { db: database.db, orgId: ORG, actor: "system:ai-coo", clock: new ManualClock(NOW) };
  const heads: PublishedHead[] = [{ org_id: ORG, seq: entries, hash }];
  const faults: string[] = [];

  const heapBefore = process.memoryUsage().heapUsed;
  let heapMost = heapBefore;
  const watch = setInterval(() => (heapMost = Math.max(heapMost, process.memoryUsage().heapUsed)), 200);
  const cpuBefore = process.cpuUsage();
  const [verdict, productSeconds] = await timed(() => verifyAuditChain(ctx, { heads }));
  clearInterval(watch);
  const cpu = process.cpuUsage(cpuBefore);
  if (!verdict.ok || verdict.length !== entries) faults.push(`the product says ${JSON.stringify(verdict)}`);
  say(`the product verified ${entries} entries in ${productSeconds.toFixed(1)} s`);

  const [file, exportSeconds] = await timed(() => auditor.receive(exportAudit(ctx)));
  const headsFile = await auditor.note(heads);
  const [independent, independentSeconds] = await timed(() => auditor.verify(file, { heads: headsFile }));
  if (!independent.ok || independent.length !== entries) faults.push(`the independent verifier says ${JSON.stringify(independent)}`);
  say(`exported in ${exportSeconds.toFixed(1)} s, verified alone in ${independentSeconds.toFixed(1)} s`);
  await auditor.forget(file, headsFile);
  return {
    entries,
    productSeconds: tenths(productSeconds),
    productCpuSeconds: tenths((cpu.user + cpu.system) / 1e6),
    productPerSecond: Math.round(entries / productSeconds),
    productSecondsPerMillion: tenths((productSeconds / entries) * MILLION),
    exportSeconds: tenths(exportSeconds),
    independentSeconds: tenths(independentSeconds),
    independentSecondsPerMillion: tenths((independentSeconds / entries) * MILLION),
    heapGrowthMb: Math.round((heapMost - heapBefore) / 2 ** 20),
    faults,
  };
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

async function timed<T>(run: () => Promise<T>): Promise<readonly [T, number]> {
  const from = performance.now();
  const result = await run();
  return [result, (performance.now() - from) / 1000];
}

/** Writes the chain past the product, which would take an hour; the form is the product's, as its verifier confirms. Gives the last hash. */
async function fill(connectionString: string, entries: number): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("select set_config('ai_coo.org_id', $1, false)", [ORG]);
    let previous = GENESIS;
    for (let from = 1; from <= entries; from += ROWS_PER_INSERT) {
      const rows = Array.from({ length: Math.min(ROWS_PER_INSERT, entries - from + 1) }, (_, index) => {
        const row = rowOf(from + index, previous);
        previous = row.hash;
        return row;
      });
      await client.query(
        `insert into ai_coo.action_events (org_id, seq, at, kind, actor, action_id, entry, prev_hash, hash)
         select $1, seq, at, kind, actor, action_id, entry, prev_hash, hash from jsonb_to_recordset($2::jsonb)
         as rows (seq bigint, at timestamptz, kind text, actor text, action_id uuid, entry text, prev_hash text, hash text)`,
        [ORG, JSON.stringify(rows)],
      );
    }
    await client.query("analyze ai_coo.action_events");
    return previous;
  } finally {
    await client.end();
  }
}

const KINDS = ["action.proposed", "action.approved", "action.claimed", "action.intent", "action.effect", "action.completed"] as const;

function rowOf(seq: number, prev_hash: string) {
  const at = new Date(Date.parse(NOW) + seq * 1000).toISOString();
  const kind = KINDS[seq % KINDS.length]!;
  const actor = "system:ai-coo";
  const action = Math.floor(seq / KINDS.length);
  const action_id = `0195fe3d-0000-7000-8000-${String(action).padStart(12, "0")}`;
  const entry = canonicalJson({
    format: 1,
    org_id: ORG,
    seq,
    at,
    kind,
    actor,
    action_id,
    version: 1,
    fingerprint: createHash("sha256").update(action_id).digest("hex"),
    facts: { attempt: 1, operation: "send_email", token: `<${action_id}@ai-coo>`, facts_seen: ["check-1: passed", "check-2: passed"] },
  });
  const hash = createHash("sha256").update(prev_hash).update(entry).digest("hex");
  return { seq, at, kind, actor, action_id, entry, prev_hash, hash };
}
