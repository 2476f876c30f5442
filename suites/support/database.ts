import { type Database, migrate, openDatabase } from "#src/db/index.ts";
import { installQueue } from "#src/queue/install.ts";
import { startTemporaryServer } from "#test/support/temporaryServer.ts";

export interface SuiteDatabase extends AsyncDisposable {
  /** As the application's role, as the product works. */
  readonly db: Database;
  /** The owner's login, for what a suite does behind the product's back. */
  readonly connectionString: string;
}

/** A fresh, migrated PostgreSQL of the suite's own, gone when it is disposed of. Only a `durable` one waits for the disk. */
export async function startSuiteDatabase(options: {
  readonly maxConnections: number;
  readonly durable?: boolean;
  /** How long somebody waits for a connection that others hold; the product's own time when absent. */
  readonly connectTimeoutMs?: number;
}): Promise<SuiteDatabase> {
  const server = await startTemporaryServer({ durable: options.durable ?? false });
  try {
    await migrate(server.connectionString);
    await installQueue(server.connectionString);
    const { maxConnections, connectTimeoutMs } = options;
    const waiting = connectTimeoutMs === undefined ? {} : { connectTimeoutMs };
    const db = await openDatabase({ connectionString: server.connectionString, maxConnections, ...waiting });
    return {
      db,
      connectionString: server.connectionString,
      [Symbol.asyncDispose]: async () => {
        await db.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
