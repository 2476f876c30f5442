import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { Client } from "pg";
import { AiCooError } from "#src/lib/errors.ts";
import { databaseUnreachable } from "./open.ts";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));
/** Names the lock that lets one process migrate at a time; any constant would do. */
const MIGRATION_LOCK = 7_205_001;

/**
 * Brings the database to the newest version, as the user of the connection string, who becomes the owner.
 * Forward-only; safe to run twice and from many processes at once: the others wait for the lock and find
 * nothing to do. Everything it makes, its own bookkeeping included, is in the schema `ai_coo`.
 * Throws `database_unreachable`, or `config_invalid` when the user may not create a schema or a role.
 */
export async function migrate(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, application_name: "ai-coo migrate", connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the query in flight rejects as well; this only keeps the process up
  try {
    await client.connect();
  } catch (cause) {
    throw databaseUnreachable(cause, connectionString);
  }
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
