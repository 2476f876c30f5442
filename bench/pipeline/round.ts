import { randomUUID } from "node:crypto";
import { Client } from "pg";
import type { Context } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, processApprovedActions, type ExecutorRuntime, type ExecutorSettings } from "#src/executor/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { silentLogger } from "#src/lib/logger.ts";
import type { SuiteDatabase } from "../../suites/support/database.ts";
import type { Mix } from "./documents.ts";
import { seedApproved } from "./seed.ts";
import { odooStandIn, outsideStandIn } from "./standIns.ts";
import { addedTo, expectedTrail, missingFrom, trailOf } from "./trail.ts";

/** What the bench gives a worker: one process that is to do as much as it can. */
export const BENCH_SETTINGS: ExecutorSettings = { ...DEFAULT_EXECUTOR_SETTINGS, batchSize: 200, concurrency: 400 };

export interface RoundOptions {
  readonly name: string;
  readonly organisations: number;
  /** Of all organisations together. */
  readonly actions: number;
  readonly mix: Mix;
  /** How long the other side takes to answer. */
  readonly delayMs: number;
}

export interface RoundResult {
  readonly perSecond: number;
  /** What is not as it has to be afterwards: rows that are missing, effects too many. */
  readonly faults: readonly string[];
}

/** A Monday morning in Paris that goes on with real time: an hour in which people may be written to. */
export function workingHours(): Clock {
  const start = Date.parse("2026-03-02T09:00:00.000Z") - performance.now();
  return { now: () => new Date(start + performance.now()) };
}

/** Actions so far, by organisation: no customer comes twice. */
const seeded = new Map<string, number>();

/**
 * One round: approved actions of organisations that were at work before, executed by one process until none is left.
 * The organisations of a name stay the same, so that the database knows them as it knows one that has run for a while.
 */
export async function playRound({ db, connectionString }: SuiteDatabase, options: RoundOptions): Promise<RoundResult> {
  const clock = workingHours();
  const each = Math.ceil(options.actions / options.organisations);
  const tenants = Array.from({ length: options.organisations }, (_, index): Context => ({
    db,
    orgId: `${options.name.replaceAll(/[^a-z0-9]+/g, "-")}-${index}`,
    actor: "system:ai-coo",
    clock,
  }));
  for (const tenant of tenants) {
    const from = seeded.get(tenant.orgId) ?? 0;
    await seedApproved(tenant, { count: each, mix: options.mix, from });
    // a multiple of three, so that the mix begins anew
    seeded.set(tenant.orgId, from + 3 * each);
  }
  const before = await Promise.all(tenants.map(trailOf));
  await tidy(connectionString);

  const outside = outsideStandIn(options.delayMs);
  const { reader } = odooStandIn();
  const runtime: ExecutorRuntime = {
    workerId: `bench-${randomUUID()}`,
    reader,
    ports: { odoo: outside.odoo, reader, mail: outside.mail, clock },
    settings: BENCH_SETTINGS,
    logger: silentLogger,
  };
  const started = performance.now();
  const statistics = await Promise.all(tenants.map((tenant) => processApprovedActions(tenant, runtime)));
  const seconds = (performance.now() - started) / 1000;
  const total = each * options.organisations;
  const expected = expectedTrail(each, options.mix);
  const after = await Promise.all(tenants.map(trailOf));
  const faults = after.flatMap((trail, index) => missingFrom(addedTo(before[index]!, trail), expected));
  const effects = options.organisations * (expected.completed + expected.notesDone);
  if (outside.effects() !== effects) faults.push(`effects ${outside.effects()} of ${effects}`);
  const executed = statistics.reduce((sum, one) => sum + one.executed, 0);
  if (executed !== total) faults.push(`executed ${executed} of ${total}`);
  return { perSecond: total / seconds, faults };
}

/** What a database that has run for a while has: statistics, and no dead rows of what was measured before. */
async function tidy(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}
