import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject, vi } from "vitest";
import { type Database, openDatabase } from "#src/db/open.ts";
import { TEMPLATE } from "./globalSetup.ts";

export interface TestDatabase extends AsyncDisposable {
  /** Runs as the application's role, as the product does. */
  readonly db: Database;
  /** What the product would be given: the owner's login; `openDatabase` and `migrate` take it. */
  readonly connectionString: string;
  /** The same, under the name of what it can do: connections made with it directly act as the owner. */
  readonly ownerConnectionString: string;
  /** Closes `db` and removes the database, whoever is still connected. */
  readonly drop: () => Promise<void>;
}

/** A fresh, migrated database, cloned from the run's template. */
export async function createTestDatabase(options: { readonly maxConnections?: number } = {}): Promise<TestDatabase> {
  const { connectionString, drop: dropDatabase } = await createDatabase(TEMPLATE);
  const db = await openDatabase({ connectionString, maxConnections: options.maxConnections ?? 10 });
  const drop = async (): Promise<void> => {
    await db.close();
    await dropDatabase();
  };
  return { db, connectionString, ownerConnectionString: connectionString, drop, [Symbol.asyncDispose]: drop };
}

/** An empty database on the run's server, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<{ readonly connectionString: string; readonly drop: () => Promise<void> }> {
  return createDatabase("template0");
}

async function createDatabase(template: string): Promise<{ readonly connectionString: string; readonly drop: () => Promise<void> }> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name} template ${template}`);
  const url = new URL(inject("testServer"));
  url.pathname = `/${name}`;
  return { connectionString: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

/** Runs statements as the owner of the database, past row-level security's convenience but not past FORCE. */
export async function asOwner<T>(connectionString: string, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/**
 * Waits until the transactions that other test files have open at this moment have ended: the server is one for all of
 * them, and an event is not read before every older transaction of the server has ended.
 */
export async function othersTransactionsEnded(database: TestDatabase): Promise<void> {
  const open = `select backend_xid::text as id from pg_stat_activity where backend_xid is not null and datname <> current_database()`;
  await asOwner(database.ownerConnectionString, async (client) => {
    const ids = async (): Promise<string[]> => (await client.query<{ id: string }>(open)).rows.map(({ id }) => id);
    const before = new Set(await ids());
    await vi.waitUntil(async () => !(await ids()).some((id) => before.has(id)), { timeout: 30_000, interval: 10 });
  });
}

async function onServer(statement: string): Promise<void> {
  await asOwner(inject("testServer"), (client) => client.query(statement));
}
