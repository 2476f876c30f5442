/**
 * `npm run audit-suite`: seven kinds of tampering with a real chain, done as the database's owner, found by the product and by
 * the independent verifier; eight processes that write at once while the chains are verified and exported; a person's texts
 * erased; and a long chain walked. `--long` tampers 200 times in each way and walks a million entries, in under 30 s.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyAuditChain } from "#src/audit/index.ts";
import { writeRealChain } from "./audit/chain.ts";
import { eraseOne } from "./audit/erasure.ts";
import { Auditor } from "./audit/independent.ts";
import { Intruder } from "./audit/owner.ts";
import { tamperAndVerify } from "./audit/trials.ts";
import { verifyMany } from "./audit/volume.ts";
import { writeAtOnce } from "./audit/writers.ts";
import { startSuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";
import { openStage } from "./support/stage.ts";

const LONG = process.argv.includes("--long");
const SEED = Number(process.argv.find((argument) => argument.startsWith("--seed="))?.slice("--seed=".length) ?? Date.now() % 2 ** 31);
const TIMES = LONG ? 200 : 20;
const CUSTOMERS = 24;
const TRANSACTIONS_PER_WRITER = LONG ? 500 : 100;
const ENTRIES = LONG ? 1_000_000 : 50_000;
/** The bar for a million entries. */
const MOST_SECONDS = 30;

/** Mulberry32: small, and the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

await runSuite("audit", async () => {
  say(`seed ${SEED}`);
  await using database = await startSuiteDatabase({ maxConnections: 20 });
  await using stage = await openStage(19);
  await using auditor = await Auditor.hire();
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-audit-suite-"));
  try {
    const { tenant, heads } = await writeRealChain({ stage, database }, join(folder, "heads.jsonl"), CUSTOMERS);
    const ctx = tenant.system;
    const chain = await verifyAuditChain(ctx, { heads });
    say(chain.ok ? `a chain of ${chain.length} entries by the product's own verbs, ${heads.length} heads published` : chain.sentence);

    const erasure = await eraseOne(ctx, auditor);
    say(`erased ${erasure.erased} of ${erasure.texts} personal texts`);
    const intruder = await Intruder.enter(database.connectionString, ctx.orgId);
    // published after the erasure's own entry, as at the end of a day
    const last = await verifyAuditChain(ctx);
    const all = last.ok && last.head !== null ? [...heads, { org_id: ctx.orgId, ...last.head }] : heads;
    const tampering = await tamperAndVerify({ ctx, intruder, auditor, heads: all, times: TIMES, random: randomFrom(SEED) });
    await intruder[Symbol.asyncDispose]();

    const writers = await writeAtOnce(database, auditor, TRANSACTIONS_PER_WRITER);
    say(
      `${writers.entries} entries by ${writers.writers} processes; verified ${writers.verifiedMeanwhile} times and exported ${writers.exportedMeanwhile} times meanwhile`,
    );
    const volume = await verifyMany(database, auditor, ENTRIES);

    const faults = [
      ...(chain.ok ? [] : [chain.sentence]),
      ...(heads.length === 3 ? [] : [`${heads.length} heads were published, not 3`]),
      ...tampering.misses,
      ...erasure.faults,
      ...writers.faults,
      ...volume.faults,
      ...(LONG && volume.productSeconds >= MOST_SECONDS ? [`a million entries took ${volume.productSeconds} s`] : []),
    ];
    for (const fault of faults.slice(0, 20)) say(`  NOT OK ${fault}`);
    return {
      ok: faults.length === 0,
      form: LONG ? "long" : "short",
      seed: SEED,
      chain: chain.ok ? chain.length : 0,
      tampering: { trials: tampering.trials, kinds: tampering.kinds, foundWithoutHeads: tampering.foundWithoutHeads },
      erasure: { texts: erasure.texts, erased: erasure.erased, left: erasure.left },
      writers: { ...writers, faults: writers.faults.length },
      volume: { ...volume, faults: volume.faults.length },
      faults: faults.length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
