import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, shutDown } from "#src/db/embedded/postmaster.ts";
import { startEmbeddedPostgres } from "#src/db/embedded/start.ts";

const PREFIX = "ai-coo-test-";

export interface TemporaryServer {
  /** As the owner of a database that stays empty unless the caller fills it. */
  readonly connectionString: string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/**
 * An embedded server in a folder of its own, for one run of tests or of a suite. DATABASE_URL plays no part.
 * Nothing is left behind, and what a killed run left is cleared. Only a `durable` one waits for the disk.
 */
export async function startTemporaryServer(options: { readonly durable?: boolean } = {}): Promise<TemporaryServer> {
  await clearKilledRuns();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedPostgres({ dataDir, durable: options.durable ?? false });
  return {
    connectionString: server.connectionString,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
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
