import { execFile } from "node:child_process";
import { join } from "node:path";
import { exportAudit, readHead, verifyAuditChain, type PublishedHead } from "#src/audit/index.ts";
import type { Context, Database } from "#src/db/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { NOW } from "../support/stage.ts";
import type { Auditor } from "./independent.ts";

const WRITERS = 8;
const ORGANISATIONS = ["written-1", "written-2", "written-3"] as const;

export interface WriterFigures {
  readonly writers: number;
  readonly organisations: number;
  readonly entries: number;
  /** Verifications and exports made while they wrote. */
  readonly verifiedMeanwhile: number;
  readonly exportedMeanwhile: number;
  readonly faults: readonly string[];
}

const contextOf = (db: Database, orgId: string): Context => ({ db, orgId, actor: "system:ai-coo", clock: new ManualClock(NOW) });

/** Eight processes write for three organisations at once, while their chains are verified and exported all along. */
export async function writeAtOnce(database: SuiteDatabase, auditor: Auditor, transactions: number): Promise<WriterFigures> {
  const faults: string[] = [];
  const state = { writing: true };
  const writers = Array.from({ length: WRITERS }, (_, index) => writer(database.connectionString, transactions, index));
  const ended = Promise.allSettled(writers).then(() => (state.writing = false));

  let verifiedMeanwhile = 0;
  let exportedMeanwhile = 0;
  for (let round = 0; state.writing; round++) {
    const ctx = contextOf(database.db, ORGANISATIONS[round % ORGANISATIONS.length]!);
    const head = await readHead(ctx);
    const heads: PublishedHead[] = head === null ? [] : [head];
    const verdict = await verifyAuditChain(ctx, { heads });
    verifiedMeanwhile += 1;
    if (!verdict.ok) faults.push(`while ${ctx.orgId} is written: ${verdict.sentence}`);
    if (head === null || round % 3 !== 0) continue;
    const [file, headsFile] = await Promise.all([auditor.receive(exportAudit(ctx)), auditor.note(heads)]);
    const independent = await auditor.verify(file, { heads: headsFile });
    exportedMeanwhile += 1;
    if (!independent.ok) faults.push(`an export of ${ctx.orgId} while it is written: ${JSON.stringify(independent)}`);
    await auditor.forget(file, headsFile);
  }
  await ended;

  const written: Record<string, number> = {};
  for (const end of await Promise.allSettled(writers)) {
    if (end.status === "rejected") faults.push(String(end.reason));
    else for (const [orgId, entries] of Object.entries(end.value)) written[orgId] = (written[orgId] ?? 0) + entries;
  }
  for (const orgId of ORGANISATIONS) faults.push(...(await faultsOf(contextOf(database.db, orgId), written[orgId] ?? 0)));
  const entries = Object.values(written).reduce((sum, count) => sum + count, 0);
  return { writers: WRITERS, organisations: ORGANISATIONS.length, entries, verifiedMeanwhile, exportedMeanwhile, faults };
}

/** One chain: as long as what was committed, no two entries after the same one, no number left out. */
async function faultsOf(ctx: Context, committed: number): Promise<string[]> {
  const verdict = await verifyAuditChain(ctx);
  if (!verdict.ok) return [`${ctx.orgId}: ${verdict.sentence}`];
  const faults = verdict.length === committed ? [] : [`${ctx.orgId}: ${verdict.length} entries stand, ${committed} were committed`];
  const predecessors = new Set<string>();
  let expected = 0;
  for await (const text of exportAudit(ctx)) {
    const line = JSON.parse(text) as { readonly seq: number; readonly prev_hash: string };
    expected += 1;
    if (line.seq !== expected) faults.push(`${ctx.orgId}: a gap before ${line.seq}`);
    if (predecessors.has(line.prev_hash)) faults.push(`${ctx.orgId}: a fork before ${line.seq}`);
    predecessors.add(line.prev_hash);
  }
  return faults;
}

function writer(connectionString: string, transactions: number, index: number): Promise<Record<string, number>> {
  const child = join(import.meta.dirname, "writerChild.ts");
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [child, connectionString, ORGANISATIONS.join(","), String(transactions), String(index)],
      (error, out, err) => {
        if (error !== null) reject(new Error(`writer ${index}: ${err}`));
        else resolve(JSON.parse(out) as Record<string, number>);
      },
    );
  });
}
