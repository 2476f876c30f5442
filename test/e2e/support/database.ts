import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** An empty database on the run's server. */
export async function createDatabase(server: string): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  const run = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}
