import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client, escapeLiteral } from "pg";
import { AiCooError } from "#src/lib/errors.ts";
import { databaseAccount } from "./account.ts";
import { type Binaries, binariesFor } from "./binaries.ts";
import { ensureCluster, SUPERUSER } from "./cluster.ts";
import { findPlace, type Place, rememberPort } from "./place.ts";
import { Presence } from "./presence.ts";
import { freePort, isAlive, isFree, launch, runningServer, shutDown } from "./postmaster.ts";

/** The user and the database of the product inside the embedded server. */
const OWNER = "ai_coo";
const DATABASE = "ai_coo";
/** Held shared by every process that uses the server; who gets it alone is the last and stops the server. */
const IN_USE_LOCK = 7_205_002;
/** Held by the one process that is the product; commands that only look do not take it. */
const PRODUCT_LOCK = 7_205_003;
/** After a power cut the server replays its log before it answers. */
const START_TIMEOUT_MS = 60_000;

export interface StartEmbeddedPostgresOptions {
  /** The product's data folder; the database goes to `postgres/` inside it. */
  readonly dataDir: string;
  /** A port of 127.0.0.1; by default a free one, the same again at the next start. */
  readonly port?: number;
  /** True for a command that joins a database in use instead of being refused; default false. */
  readonly share?: boolean;
  /** False only for data that may be lost at a power cut (tests); default true. */
  readonly durable?: boolean;
  /** Starts the server again when it is killed or ends by an accident while this process uses it; default false. */
  readonly keepUp?: boolean;
}

export interface EmbeddedPostgres {
  /** As the owner of the database `ai_coo`: no superuser, may migrate. Holds the password. */
  readonly connectionString: string;
  readonly port: number;
  /** Where the data lies; elsewhere than asked for when its user could not enter that folder. */
  readonly clusterDir: string;
  /** Lets go; the last process to let go stops the server. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on 127.0.0.1 with its data in `dataDir`, or joins the server that already runs on it:
 * one left behind by a process that was killed is taken over. Errors: `already_running` when another
 * process is the product on this data, `port_taken`, `config_invalid` with what to do.
 */
export async function startEmbeddedPostgres(options: StartEmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace(options.dataDir, await databaseAccount());
  const binaries = await binariesFor(place.account, place.folder);
  const durable = options.durable ?? true;
  await ensureCluster(place, binaries, durable);

  const { client, port } = await enter(place, binaries, options.port, durable);
  const settle = async (session: Client): Promise<Client> => {
    try {
      if (options.share !== true) await becomeTheProduct(session, options.dataDir);
      await ensureOwner(session, place.record.ownerPassword);
      await rememberPort(place, port);
      return session;
    } catch (error) {
      await leave(session, place);
      throw error;
    }
  };
  const presence = new Presence(await settle(client), {
    enter: async () => settle((await enter(place, binaries, port, durable)).client),
    leave: (session) => leave(session, place),
    returns: options.keepUp ?? false,
  });
  return {
    connectionString: `postgres://${OWNER}:${place.record.ownerPassword}@127.0.0.1:${port}/${DATABASE}`,
    port,
    clusterDir: place.record.clusterDir,
    stop: () => presence.leave(),
  };
}

/** A session inside the server that holds the in-use lock, starting the server when none runs. */
async function enter(place: Place, binaries: Binaries, wantedPort: number | undefined, durable: boolean) {
  const { clusterDir } = place.record;
  const logFile = join(place.folder, "postgres.log");
  let launched: { ended: () => boolean } | undefined;
  let launches = 0;
  let last: unknown;
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += 25) {
    const server = await runningServer(clusterDir);
    if (server !== null) {
      const client = await connect(server.port, place.record.superuserPassword).catch((error: unknown) => void (last = error));
      if (client !== undefined) return { client, port: server.port };
      if (codeOf(last) === "28P01") break;
    } else if (launched === undefined || launched.ended()) {
      // a server that was just killed may still hold its memory for a moment: tried again, not for ever
      if (launches++ === 8) break;
      if (launches > 1) await delay(250);
      const port = wantedPort ?? (await lastOrFreePort(place));
      if (wantedPort !== undefined && !(await isFree(wantedPort))) throw portTaken(wantedPort);
      launched = await launch({ postgres: binaries.postgres, clusterDir, port, account: place.account, logFile, durable });
    }
    await delay(25);
  }
  if (launched !== undefined) await shutDown(clusterDir);
  if (codeOf(last) === "28P01") throw wrongRecord(place);
  throw new AiCooError("database_unreachable", "The embedded database did not start. Nothing was started.", {
    next: `Its own messages are in ${logFile}; or set DATABASE_URL to a PostgreSQL of your own.`,
    cause: last,
  });
}

async function connect(port: number, password: string): Promise<Client> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: SUPERUSER,
    password,
    database: "postgres",
    application_name: `ai-coo process ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on("error", () => {}); // the server going away is noticed by the pools that work with it
  try {
    await client.connect();
    // waits while another process is stopping the server, and fails when it has: the caller starts it again
    await client.query("select pg_advisory_lock_shared($1)", [IN_USE_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

async function becomeTheProduct(client: Client, dataDir: string): Promise<void> {
  for (let waited = 0; ; waited += 25) {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [PRODUCT_LOCK]);
    if (rows[0]?.mine === true) return;
    const pid = await productProcess(client);
    // the server takes a moment to notice that a process was killed
    if (pid === null || isAlive(pid) || waited >= 5_000) throw alreadyRunning(dataDir, pid);
    await delay(25);
  }
}

/** The process that is the product on this data, as its session in the server names it. */
async function productProcess(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ name: string }>(
    "select a.application_name as name from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.objid = $1 and l.granted",
    [PRODUCT_LOCK],
  );
  const pid = /\d+$/.exec(rows[0]?.name ?? "")?.[0];
  return pid === undefined ? null : Number(pid);
}

function alreadyRunning(dataDir: string, pid: number | null): AiCooError {
  const who = pid === null ? "" : ` (process ${pid})`;
  return new AiCooError("already_running", `AI COO already runs on the data in ${dataDir}${who}. Nothing was started.`, {
    next: "Use the one that runs, stop it first, or start another apart: npm start -- --port 3001 --data <another folder>",
    details: { dataDir, ...(pid === null ? {} : { pid }) },
  });
}

/** The product's own user owns its database and is no superuser; made once. */
async function ensureOwner(client: Client, password: string): Promise<void> {
  const { rows } = await client.query<{ owner: boolean; database: boolean }>(
    "select exists (select from pg_roles where rolname = $1) as owner, exists (select from pg_database where datname = $2) as database",
    [OWNER, DATABASE],
  );
  // of two processes at once, one is told that it exists
  const once = (statement: string) => client.query(statement).catch((error: unknown) => ignoreDuplicate(error));
  if (rows[0]?.owner !== true) await once(`create role ${OWNER} login createrole createdb password ${escapeLiteral(password)}`);
  if (rows[0]?.database !== true) await once(`create database ${DATABASE} owner ${OWNER}`);
}

async function leave(client: Client, place: Place): Promise<void> {
  try {
    await client.query("select pg_advisory_unlock_all()");
    const { rows } = await client.query<{ last: boolean }>("select pg_try_advisory_lock($1) as last", [IN_USE_LOCK]);
    // held while it stops, so that nobody enters a server that is going away
    if (rows[0]?.last === true) await shutDown(place.record.clusterDir);
  } catch {
    // the session is gone: whether others are inside is not known, so the server is left to the next start
  } finally {
    await client.end().catch(() => {});
  }
}

async function lastOrFreePort(place: Place): Promise<number> {
  const { port } = place.record;
  return port !== null && (await isFree(port)) ? port : freePort();
}

function wrongRecord(place: Place): AiCooError {
  return new AiCooError(
    "config_invalid",
    `The database in ${place.record.clusterDir} has other passwords than ${place.recordFile} says. Nothing was started.`,
    {
      next: "Put back the connection.json that belongs to that data, or choose another folder with --data.",
    },
  );
}

function portTaken(port: number): AiCooError {
  return new AiCooError("port_taken", `Port ${port} of this machine is in use, so the embedded database did not start.`, {
    next: "Leave the database's port out to let it choose a free one, or name another.",
    details: { port },
  });
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

function ignoreDuplicate(error: unknown): void {
  if (!["42710", "42P04", "23505"].includes(codeOf(error) ?? "")) throw error;
}
