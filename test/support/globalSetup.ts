import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#src/db/migrate.ts";
import { installQueue } from "#src/queue/install.ts";
import { startTemporaryServer } from "./temporaryServer.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's connection to the run's server; the database named in it stays empty. */
    readonly testServer: string;
  }
}

export const TEMPLATE = "ai_coo_template";

/** One server for the whole run, with one migrated template that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryServer();
  await onServer(server.connectionString, `create database ${TEMPLATE}`);
  const template = withDatabase(server.connectionString, TEMPLATE);
  await migrate(template);
  await installQueue(template);
  project.provide("testServer", server.connectionString);
  return () => server.stop();
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
