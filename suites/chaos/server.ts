import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "pg";
import { isAlive, runningServer } from "#src/db/embedded/postmaster.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "#src/db/embedded/start.ts";
import { ORGS, type Org } from "./plan.ts";
import type { Stall } from "./product.ts";

/** An action that was about to be caused, or was being caused, as the database says. */
export interface OpenIntent {
  readonly actionId: string;
  readonly pid: number;
}

/** Recovery of the database reads its whole log again; a slow disk takes its time. */
const LONGEST_ABSENCE_MS = 90_000;

/** The suite's own PostgreSQL, durable as in earnest, with a database for each organisation. It can be stopped without warning. */
export class Server implements AsyncDisposable {
  readonly folder: string;
  #server: EmbeddedPostgres;
  readonly #pools = new Map<Org, Pool>();

  readonly #keep: boolean;

  private constructor(folder: string, server: EmbeddedPostgres, keep: boolean) {
    this.folder = folder;
    this.#keep = keep;
    this.#server = server;
  }

  /** `keep`: leave the folder with the database and the processes' logs, to look into. */
  static async start({ keep }: { readonly keep: boolean }): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-chaos-"));
    const server = new Server(folder, await startEmbeddedPostgres({ dataDir: folder }), keep);
    const owner = new Pool({ connectionString: server.#server.connectionString, max: 1 });
    for (const org of ORGS) await owner.query(`create database chaos_${org}`);
    await owner.end();
    return server;
  }

  urlOf(org: Org): string {
    const url = new URL(this.#server.connectionString);
    url.pathname = `/chaos_${org}`;
    return url.href;
  }

  /** `immediate`: as after a power cut. What was committed must be there again, and nothing is finished before. */
  async crash(downMs: number): Promise<void> {
    const { clusterDir, port } = this.#server;
    const running = await runningServer(clusterDir);
    if (running === null) throw new Error("the database runs no longer");
    process.kill(running.pid, "SIGQUIT");
    while (isAlive(running.pid)) await delay(10);
    await delay(downMs);
    this.#server = await startEmbeddedPostgres({ dataDir: this.folder, port });
  }

  /** A question of the judge's, as the owner of the database; asked again while the server is away. */
  async ask<Row extends object>(org: Org, question: string, values: readonly unknown[] = []): Promise<Row[]> {
    const began = performance.now();
    for (;;) {
      try {
        return (await this.#poolOf(org).query<Row>(question, [...values])).rows;
      } catch (error) {
        if (performance.now() - began > LONGEST_ABSENCE_MS) throw error;
        await delay(50);
      }
    }
  }

  /** Attempts whose intent is committed and whose end is not. */
  async openIntents(org: Org): Promise<OpenIntent[]> {
    const rows = await this.ask<{ action_id: string; worker_id: string }>(
      org,
      "select action_id, worker_id from ai_coo.action_attempts where outcome is null and intent_at is not null",
    );
    return rows.map(({ action_id, worker_id }) => ({ actionId: action_id, pid: Number.parseInt(worker_id, 10) }));
  }

  /** Actions whose effect was begun between these moments, in milliseconds of the wall clock that the process saw. */
  async begunBetween(org: Org, from: number, until: number): Promise<string[]> {
    const rows = await this.ask<{ action_id: string }>(
      org,
      "select action_id from ai_coo.action_attempts where intent_at between $1::timestamptz and $2::timestamptz",
      [new Date(from).toISOString(), new Date(until).toISOString()],
    );
    return rows.map(({ action_id }) => action_id);
  }

  /** Actions whose effect this process had begun when it was held up, its own still or taken over from it since. */
  async begunBy(org: Org, { pid, from, until }: Stall, leaseMs: number): Promise<string[]> {
    const rows = await this.ask<{ action_id: string }>(
      org,
      `select t.action_id from ai_coo.action_attempts t
       where t.intent_at between $1::timestamptz and $2::timestamptz and (t.worker_id like $3 or exists (
         select from ai_coo.action_stages s where s.org_id = t.org_id and s.attempt_id = t.id and s.detail->'late_worker'->>'worker' like $3))`,
      [new Date(from - leaseMs).toISOString(), new Date(until).toISOString(), `${pid}-%`],
    );
    return rows.map(({ action_id }) => action_id);
  }

  /**
   * Actions whose effect was under way in a process when it was killed: it began them, and another one found them unfinished.
   * A commit may come to its end in the server after the process that sent it is gone, and after anybody looked.
   */
  async leftBy(org: Org, killed: readonly number[]): Promise<string[]> {
    const rows = await this.ask<{ action_id: string }>(
      org,
      `select e.action_id from ai_coo.action_events e, lateral (select e.entry::jsonb->'facts' as facts) f
       where e.kind = 'attempt.recovered' and (f.facts->>'after_intent')::boolean
         and split_part(f.facts->>'dead_worker', '-', 1)::int = any($1::int[])`,
      [killed],
    );
    return rows.map(({ action_id }) => action_id);
  }

  /** What the audit says about one action, a line for each event, to understand what the judge does not expect. */
  async trailOf(org: Org, actionId: string): Promise<string[]> {
    const rows = await this.ask<{ at: Date; kind: string; actor: string; entry: string }>(
      org,
      "select at, kind, actor, entry from ai_coo.action_events where action_id = $1 order by seq",
      [actionId],
    );
    return rows.map(({ at, kind, actor, entry }) => {
      const { facts } = JSON.parse(entry) as { readonly facts?: object };
      return `${at.toISOString()} ${kind} by ${actor} ${JSON.stringify(facts ?? {}).slice(0, 400)}`;
    });
  }

  /** Whether there is something to carry out, now or soon. */
  async workIn(org: Org): Promise<boolean> {
    const rows = await this.ask(
      org,
      `select from ai_coo.autonomous_actions
       where status = 'executing' or (status = 'approved' and coalesce(not_before, now()) < now() + interval '10 seconds') limit 1`,
    );
    return rows.length > 0;
  }

  /** Ends connections of the product, those in the middle of something first; how many there were. */
  async cutConnections(org: Org, many: number): Promise<number> {
    const rows = await this.ask<{ cut: boolean }>(
      org,
      `select pg_terminate_backend(pid) as cut from (
        select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name like 'ai-coo%'
        order by (state = 'idle in transaction') desc, (state = 'active') desc, random() limit $1) as chosen`,
      [many],
    );
    return rows.filter(({ cut }) => cut).length;
  }

  #poolOf(org: Org): Pool {
    let pool = this.#pools.get(org);
    if (pool === undefined) {
      pool = new Pool({
        connectionString: this.urlOf(org),
        max: 3,
        // row-level security binds the owner too
        options: `-c ai_coo.org_id=${org}`,
        application_name: "chaos judge",
        connectionTimeoutMillis: 5_000,
      });
      pool.on("error", () => {});
      this.#pools.set(org, pool);
    }
    return pool;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const pool of this.#pools.values()) await pool.end();
    await this.#server.stop();
    if (!this.#keep) await rm(this.folder, { recursive: true, force: true });
  }
}
