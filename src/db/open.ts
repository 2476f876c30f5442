import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { AiCooError } from "#src/lib/errors.ts";
import * as schema from "./schema/index.ts";

/** The role the product runs as: neither owner nor superuser, so that row-level security binds it. */
export const APPLICATION_ROLE = "ai_coo_app";

export interface Database extends NodePgDatabase<typeof schema>, AsyncDisposable {
  readonly $client: Pool;
  /** Waits for the connections in use and closes all of them; may be called twice. */
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly connectionString: string;
  /** Connections at most, default 10. */
  readonly maxConnections?: number;
  /** How long a new connection may take, in milliseconds; default 10,000. */
  readonly connectTimeoutMs?: number;
}

/**
 * A pool of connections that all run as {@link APPLICATION_ROLE} from their first statement on: the role
 * is a startup option, so neither an error nor a reset of the session brings the owner's rights back.
 * Checks that the database answers and is migrated. Throws `database_unreachable`.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const pool = new Pool({
    connectionString: options.connectionString,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    options: `-c role=${APPLICATION_ROLE}`,
    application_name: "ai-coo",
  });
  // an idle connection that the server closes is replaced at its next use; without a listener it would end the process
  pool.on("error", () => {});
  // nor may one that ends between two statements of a transaction: its next statement rejects
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await pool.query("select 1 from ai_coo.autonomous_actions limit 0");
  } catch (cause) {
    await pool.end();
    throw databaseUnreachable(cause, options.connectionString);
  }
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= pool.end());
  return Object.assign(drizzle({ client: pool, schema }), { transaction: transactionsOn(pool), close, [Symbol.asyncDispose]: close });
}

/**
 * Transactions that give their connection back in every case. Drizzle's own on a pool keep it for ever where the very
 * `begin` fails, as it does on a connection that has just been lost: each time the database goes away would cost the
 * pool some, until none is left.
 */
function transactionsOn(pool: Pool): NodePgDatabase<typeof schema>["transaction"] {
  const databases = new WeakMap<PoolClient, NodePgDatabase<typeof schema>>();
  return async (run, config) => {
    const client = await pool.connect();
    try {
      const known = databases.get(client);
      const database = known ?? drizzle({ client, schema });
      if (known === undefined) databases.set(client, database);
      return await database.transaction(run, config);
    } finally {
      client.release();
    }
  };
}

/** `database_unreachable` with the likely cause in words; the password never shows. */
export function databaseUnreachable(cause: unknown, connectionString: string): AiCooError {
  const where = hostOf(connectionString);
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  const [what, next] = explain(code);
  return new AiCooError("database_unreachable", `The database at ${where} ${what}. Nothing was started.`, {
    next,
    details: { host: where, ...(code === "" ? {} : { reason: code }) },
    cause,
  });
}

function explain(code: string): readonly [what: string, next: string] {
  switch (code) {
    case "ECONNREFUSED":
      return ["refused the connection", "Start PostgreSQL there, or leave DATABASE_URL empty to use the embedded one."];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return ["has a host name that does not resolve", "Check the host in DATABASE_URL."];
    case "28P01":
    case "28000":
      return ["refused the user or the password", "Check the user and the password in DATABASE_URL."];
    case "3D000":
      return ["does not have the database named", "Create the database named in DATABASE_URL, or correct the name."];
    case "22023":
    case "42P01":
    case "3F000":
      return ["has not been migrated", "Run the migrations as the database's owner: `ai-coo migrate`, or start AI COO once."];
    case "42501":
      return [
        "does not let this user act as ai_coo_app",
        "Run the migrations as this user, or grant it the role: `grant ai_coo_app to <user>`.",
      ];
    default:
      return ["does not answer", "Check DATABASE_URL and that the server accepts connections from here."];
  }
}

/** Host, port and database of a connection string, without user and password. */
function hostOf(connectionString: string): string {
  try {
    const url = new URL(connectionString);
    return `${url.hostname || "localhost"}:${url.port || "5432"}${url.pathname}`;
  } catch {
    return "the given address";
  }
}
