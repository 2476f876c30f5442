import { DBOS } from "@dbos-inc/dbos-sdk";
import { Client } from "pg";

const STEPS = 6;
const AT_ONCE = 16;

const quiet = { info: () => {}, debug: () => {}, warn: () => {}, error: () => {} };

const sixEmptySteps = DBOS.registerWorkflow(
  async (): Promise<void> => {
    for (let step = 0; step < STEPS; step++) await DBOS.runStep(async () => step, { name: `step ${step}` });
  },
  { name: "sixEmptySteps" },
);

/**
 * Workflows of six empty steps in DBOS, 16 at once: a library that records every step for any program, as the executor
 * records its six stages for one. It lives in a database of its own on the same server. Answers workflows a second.
 */
export async function dbosWorkflows(connectionString: string, count: number): Promise<number> {
  const systemDatabaseUrl = await ownDatabase(connectionString);
  DBOS.setConfig({ name: "bench", systemDatabaseUrl, systemDatabasePoolSize: AT_ONCE, logger: quiet, runAdminServer: false });
  await DBOS.launch();
  try {
    let left = count;
    const started = performance.now();
    const lane = async (): Promise<void> => {
      while (left-- > 0) await sixEmptySteps();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return count / ((performance.now() - started) / 1000);
  } finally {
    await DBOS.shutdown();
  }
}

async function ownDatabase(connectionString: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("drop database if exists bench_dbos with (force)");
    await client.query("create database bench_dbos");
  } finally {
    await client.end();
  }
  const url = new URL(connectionString);
  url.pathname = "/bench_dbos";
  return url.href;
}
