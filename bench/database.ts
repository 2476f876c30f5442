import { type Database, migrate, openDatabase } from "#src/db/index.ts";
import { installQueue } from "#src/queue/install.ts";
import { startTemporaryServer } from "#test/support/temporaryServer.ts";

export interface BenchDatabase extends AsyncDisposable {
  /** As the application's role, as the product works. */
  readonly db: Database;
  /** The owner's login. */
  readonly connectionString: string;
}

/**
 * A fresh, migrated PostgreSQL with the durability of production: every commit waits for the disk, which is what the
 * product and its references are compared on.
 */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const server = await startTemporaryServer({ durable: true });
  try {
    await migrate(server.connectionString);
    await installQueue(server.connectionString);
    const db = await openDatabase({ connectionString: server.connectionString, maxConnections: 16 });
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
