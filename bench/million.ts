import { Client } from "pg";
import { countOpenActions } from "#src/api/reads/counts.ts";
import { claimActions, listActions } from "#src/actions/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { say } from "../suites/support/report.ts";
import { documentOf } from "./pipeline/documents.ts";
import { seedApproved } from "./pipeline/seed.ts";
import { median, rounded, type BenchSection, type Figures } from "./section.ts";

const SMALL = 10_000;
const LARGE = 1_000_000;
const ROUNDS = 60;
const MOST_TIMES = 2;
const NOW = "2026-03-02T09:00:00.000Z";
const ORG = "bench-million";

/** How many of the actions wait for a person; the same however many are finished. */
const PENDING = 2_000;
const APPROVED = 2_000;

/** What the pending list, its counts and a claim cost over a million actions, beside what they cost over ten thousand. */
export const million: BenchSection = {
  name: "million actions",
  longOnly: true,
  async run({ database }): Promise<Figures> {
    const ctx: Context = { db: database.db, orgId: ORG, actor: "system:ai-coo", clock: new ManualClock(NOW) };
    await using owner = await connect(database.connectionString);
    await seedApproved(ctx, { count: PENDING + APPROVED, mix: "mail, task, note" });
    await owner.query(
      `update ai_coo.autonomous_actions set status = 'pending_approval' where action_id in
        (select action_id from ai_coo.autonomous_actions order by partner_id limit ${PENDING})`,
    );
    await fill(owner, PENDING + APPROVED, SMALL);
    const small = await costs(ctx);
    say(`  at ${SMALL}: ${JSON.stringify(small)} ms`);
    await fill(owner, SMALL, LARGE);
    const large = await costs(ctx);
    say(`  at ${LARGE}: ${JSON.stringify(large)} ms`);
    const times = {
      list: rounded(large.list / small.list),
      counts: rounded(large.counts / small.counts),
      claim: rounded(large.claim / small.claim),
    };
    const ok = Object.values(times).every((value) => value <= MOST_TIMES);
    return { ok, smallMs: small, largeMs: large, times, bar: MOST_TIMES };
  },
};

interface Owner extends AsyncDisposable {
  query(text: string, values?: readonly unknown[]): Promise<void>;
}

async function connect(connectionString: string): Promise<Owner> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query("select set_config('ai_coo.org_id', $1, false)", [ORG]);
  return {
    query: async (text, values = []) => void (await client.query(text, [...values])),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

const ROWS_AT_ONCE = 50_000;

/** Finished actions up to `total`, spread over the months before, each with a document like the others'. */
async function fill(owner: Owner, from: number, total: number): Promise<void> {
  const document = JSON.stringify(documentOf(ORG, new Date(NOW), "mail", 0));
  for (let start = from; start < total; start += ROWS_AT_ONCE) {
    await owner.query(
      `insert into ai_coo.autonomous_actions (org_id, action_id, version, status, action_type, safe_operation, risk_level, idempotency_key,
        partner_id, title, fingerprint, action_protocol, expires_at, created_by, created_at, updated_at, settled_at)
      select $1, gen_random_uuid(), 1, (array['completed', 'rejected', 'expired'])[1 + n % 3], 'send_invoice_reminder', 'send_email', 'high',
        'bench:' || n, 100000 + n % 20000, 'A reminder', md5(n::text), $2::jsonb, made + interval '1 day', 'system:ai-coo', made, made, made
      from (select n, $3::timestamptz - n * interval '10 seconds' as made from generate_series($4::int, $5::int) n) s`,
      [ORG, document, NOW, start, Math.min(start + ROWS_AT_ONCE, total) - 1],
    );
  }
  await owner.query("vacuum analyze ai_coo.autonomous_actions");
}

class Undone extends Error {}

/** Medians in milliseconds. The claim is undone each time, so that every one finds the same. */
async function costs(ctx: Context) {
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      await work();
      samples.push(performance.now() - started);
    }
    return rounded(median(samples));
  };
  return {
    list: await time(() => listActions({ ctx, input: { status: ["pending_approval"], limit: 50 } })),
    counts: await time(() => countOpenActions(ctx)),
    claim: await time(async () => {
      try {
        await withTransaction(ctx, async (inner) => {
          await claimActions({ ctx: inner, input: { workerId: "bench", leaseSeconds: 60, limit: 50 } });
          throw new Undone();
        });
      } catch (error) {
        if (!(error instanceof Undone)) throw error;
      }
    }),
  };
}
