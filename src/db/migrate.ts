import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { AiCooError } from "#src/lib/errors.ts";
import { databaseUnreachable } from "./open.ts";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));
/** Names the lock that lets one process migrate at a time; any constant would do. */
const MIGRATION_LOCK = 7_205_001;

export interface MigrateOptions {
  /**
   * How long a server that is not up yet is waited for, in milliseconds; by default not at all. After a restart of the machine
   * a worker may be up before its database is.
   */
  readonly waitMs?: number;
  /** Called once, when the waiting begins. */
  readonly onWait?: () => void;
}

/**
 * Brings the database to the newest version, as the user of the connection string, who becomes the owner.
 * Forward-only; safe to run twice and from many processes at once: the others wait for the lock and find
 * nothing to do. Everything it makes, its own bookkeeping included, is in the schema `ai_coo`.
 * Throws `database_unreachable`, or `config_invalid` when the user may not create a schema or a role.
 */
export async function migrate(connectionString: string, options: MigrateOptions = {}): Promise<void> {
  const client = await connect(connectionString, options);
  try {
    // held by the session: when this process dies, the server lets go of it
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await applyMigrations(drizzle({ client }), {
      migrationsFolder: MIGRATIONS_FOLDER,
      migrationsSchema: "ai_coo",
      migrationsTable: "schema_migrations",
    });
  } catch (cause) {
    throw migrationFailed(cause);
  } finally {
    await client.end();
  }
}

/** What a server answers, or its machine for it, that is not up yet or is just being stopped. */
const NOT_UP: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ECONNRESET", "57P01", "57P02", "57P03"]);
const TRIED_AGAIN_AFTER_MS = 250;

async function connect(connectionString: string, { waitMs = 0, onWait = () => {} }: MigrateOptions): Promise<Client> {
  const began = performance.now();
  for (let tries = 1; ; tries += 1) {
    const client = new Client({ connectionString, application_name: "ai-coo migrate", connectionTimeoutMillis: 10_000 });
    client.on("error", () => {}); // the query in flight rejects as well; this only keeps the process up
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => {});
      if (!NOT_UP.has(postgresCode(cause)) || performance.now() - began >= waitMs) throw databaseUnreachable(cause, connectionString);
      if (tries === 1) onWait();
      await delay(TRIED_AGAIN_AFTER_MS);
    }
  }
}

function migrationFailed(cause: unknown): AiCooError {
  const reason = postgresCode(cause);
  if (reason === "42501") {
    return new AiCooError("config_invalid", "The database's user may not create what AI COO needs. Nothing was migrated.", {
      next: "Give the user of DATABASE_URL the right to create schemas in that database and roles on the server, or let an administrator run: create role ai_coo_app nologin; grant ai_coo_app to <user> with admin option",
      details: { reason },
      cause,
    });
  }
  return new AiCooError("internal", "The database could not be migrated. It stands as it was before.", {
    next: "Look at the log for the statement that failed; run `ai-coo migrate` again once the cause is gone.",
    ...(reason === undefined ? {} : { details: { reason } }),
    cause,
  });
}

/** The SQLSTATE of an error, also when Drizzle wrapped it. */
function postgresCode(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") return current.code;
  }
  return undefined;
}
