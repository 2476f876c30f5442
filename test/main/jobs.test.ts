import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CliProcess } from "#test/support/cliProcess.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** `ai-coo jobs`, as a person uses it beside a worker, in processes of their own. */

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  [database, dataDir] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "ai-coo-jobs-"))]);
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const ai = <Ready>(...args: readonly string[]): CliProcess<Ready> =>
  new CliProcess<Ready>([...args, "--data", dataDir], { DATABASE_URL: database.connectionString });

interface Listed {
  readonly timezone: string;
  readonly workers: number;
  readonly jobs: readonly {
    readonly name: string;
    readonly does: string;
    readonly cron: string;
    readonly nextRun: string | null;
    readonly failed: number;
    readonly lastRun: { readonly outcome: string; readonly result: object } | null;
  }[];
}

describe("ai-coo jobs", { timeout: 300_000 }, () => {
  test("lists every job, runs one in a worker and says what it came to; refuses where no worker is up", async () => {
    const lonely = ai("jobs", "run", "expire-actions");
    expect(await lonely.ended).toBe(1);
    expect(lonely.error()).toMatchObject({ code: "conflict", next: expect.stringContaining("ai-coo worker") as string });

    const unknown = ai("jobs", "run", "no-such-job");
    expect(await unknown.ended).toBe(1);
    expect(unknown.error()).toMatchObject({ code: "invalid_input", next: expect.stringContaining("retention") as string });

    const worker = ai("worker");
    await worker.ready();
    const run = ai<{ readonly outcome: string; readonly output: object }>("jobs", "run", "retention");
    expect(await run.ready()).toMatchObject({ name: "retention", outcome: "completed", output: { domain_events: 0, analyses: 0 } });
    expect(await run.ended).toBe(0);

    const list = await ai<Listed>("jobs", "list").ready();
    expect([list.workers, list.timezone]).toEqual([1, "UTC"]);
    expect(list.jobs.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["financial-analysis", "process-approved", "expire-actions", "recover-attempts", "follow-ups", "retention"]),
    );
    for (const { name, nextRun, does } of list.jobs) {
      // it costs a little, so it runs when somebody asks
      const whenAsked = name === "check-model";
      expect([name, nextRun === null || Number.isNaN(Date.parse(nextRun)), does.length > 10]).toEqual([name, whenAsked, true]);
    }
    expect(list.jobs.find(({ name }) => name === "retention")?.lastRun).toMatchObject({ outcome: "ok", result: { analyses: 0 } });
    expect(await worker.signal("SIGTERM")).toBe(0);
  });

  test("a worker that starts again leaves connections that were tried for a moment, so that many starts are one try", async () => {
    const first = ai("worker");
    await first.ready();
    expect(await ai("jobs", "run", "check-odoo").ended).toBe(0);
    expect(await first.signal("SIGTERM")).toBe(0);
    const again = ai("worker");
    await again.ready();
    expect(await again.signal("SIGTERM")).toBe(0);
    const waiting = await asOwner(database.ownerConnectionString, async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        "select distinct split_part(name, '/', 1) as name from ai_coo_jobs.job where name like 'check-%' and start_after > created_on",
      );
      return rows.map(({ name }) => name);
    });
    expect(waiting).toContain("check-odoo");
  });
});
