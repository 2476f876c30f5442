import { startTemporaryServer } from "#test/support/temporaryServer.ts";

/** One database server for the run; each worker's product has a database of its own on it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startTemporaryServer();
  process.env["E2E_DATABASE_SERVER"] = server.connectionString;
  return () => server.stop();
}
