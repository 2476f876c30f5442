import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#src/db/migrate.ts";
import { installQueue } from "#src/queue/install.ts";
import { startTemporaryServer, type TemporaryServer } from "./temporaryServer.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's connection to the run's server; the database named in it stays empty. */
    readonly testServer: string;
    /** Where the command line is put once for the run, when a test needs it: see `commandLine.ts`. */
    readonly productFolder: string;
  }
}

export const TEMPLATE = "ai_coo_template";

/** One server for the whole run, with one migrated template that each test file clones. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide("testServer", server.connectionString);
  const productFolder = await mkdtemp(join(tmpdir(), "ai-coo-product-"));
  project.provide("productFolder", productFolder);
  return async () => {
    await server.stop();
    await rm(productFolder, { recursive: true, force: true });
  };
}

/** A server with the template on it. */
export async function startTestServer(): Promise<TemporaryServer> {
  const server = await startTemporaryServer();
  await onServer(server.connectionString, `create database ${TEMPLATE}`);
  const template = withDatabase(server.connectionString, TEMPLATE);
  await migrate(template);
  await installQueue(template);
  return server;
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
