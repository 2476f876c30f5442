import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#src/db/migrate.ts";
import { startEmbeddedPostgres } from "#src/db/embedded/start.ts";
import { isAlive, shutDown } from "#src/db/embedded/postmaster.ts";
import { installQueue } from "#src/queue/install.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's connection to the run's server; the database named in it stays empty. */
    readonly testServer: string;
  }
}

export const TEMPLATE = "ai_coo_template";
const PREFIX = "ai-coo-test-";

/**
 * One embedded server for the whole run, in a folder of its own, with one migrated template that each test
 * file clones. DATABASE_URL plays no part. Nothing is left behind, and what a killed run left is cleared.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await clearKilledRuns();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  await onServer(server.connectionString, `create database ${TEMPLATE}`);
  const template = withDatabase(server.connectionString, TEMPLATE);
  await migrate(template);
  await installQueue(template);
  project.provide("testServer", server.connectionString);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}

async function clearKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const dataDir = join(tmpdir(), name);
    await shutDown(join(dataDir, "postgres", "cluster"));
    await rm(dataDir, { recursive: true, force: true }).catch(() => {});
  }
}
