import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { AiCooError } from "#src/lib/errors.ts";
import { type Account, canEnter } from "./account.ts";

/** Where a database goes whose own folder its user cannot enter. */
const SYSTEM_FOLDER = "/var/lib/ai-coo";

/** What is remembered about an embedded database, in `<dataDir>/postgres/connection.json`, mode 0600. */
interface ConnectionRecord {
  readonly clusterDir: string;
  /** The port it had last; it is asked for again so that other programs keep finding it. */
  readonly port: number | null;
  readonly ownerPassword: string;
  readonly superuserPassword: string;
}

export interface Place {
  /** The folder the cluster lies in; programs and the log lie beside it. */
  readonly folder: string;
  readonly recordFile: string;
  readonly record: ConnectionRecord;
  /** Who runs the server: for an existing cluster its owner, whatever was chosen for a new one. */
  readonly account: Account | null;
}

/**
 * Finds or makes the folder of the cluster. As root, the database's user must be able to enter it; below a
 * folder it cannot enter (root's home) the cluster goes to /var/lib/ai-coo, which the record names.
 */
export async function findPlace(dataDir: string, newAccount: Account | null): Promise<Place> {
  const state = join(resolve(dataDir), "postgres");
  await makeFolders(resolve(dataDir), state, newAccount);
  const recordFile = join(await realpath(state), "connection.json");
  const existing = await readRecord(recordFile);
  const record = existing ?? (await createRecord(recordFile, await chooseFolder(state, newAccount)));
  const folder = join(record.clusterDir, "..");
  const account = newAccount === null ? null : ((await ownerOf(record.clusterDir)) ?? newAccount);
  if (newAccount === null) await refuseForeignCluster(record.clusterDir);
  return { folder, recordFile, record, account };
}

async function makeFolders(dataDir: string, state: string, account: Account | null): Promise<void> {
  // the database's user needs to pass through, not to look around
  const mode = account === null ? 0o700 : 0o711;
  try {
    for (const folder of [dataDir, state]) {
      const made = await mkdir(folder, { recursive: true });
      if (made !== undefined) await chmod(folder, mode);
    }
  } catch (cause) {
    throw new AiCooError("config_invalid", `The folder ${dataDir} cannot be made or written. Nothing was started.`, {
      next: "Choose another with --data, or give this user the right to write there.",
      cause,
    });
  }
}

async function chooseFolder(state: string, account: Account | null): Promise<string> {
  if ((await canEnter(account, state)) || (await letThrough(account, state))) return realpath(state);
  // a name of its own each time: whoever removes the data folder starts anew, not on data without its passwords
  const elsewhere = join(SYSTEM_FOLDER, `${basename(join(state, "..")).replace(/^\.+/, "")}-${randomBytes(6).toString("hex")}`);
  try {
    for (const folder of [SYSTEM_FOLDER, elsewhere]) {
      await mkdir(folder, { recursive: true });
      await chmod(folder, 0o711);
    }
    if (await canEnter(account, elsewhere)) return await realpath(elsewhere);
  } catch {
    // said below, with what to do
  }
  throw new AiCooError("config_invalid", `The database cannot run as root, and its user cannot enter ${state}. Nothing was started.`, {
    next: "Start with a folder that other users may enter: npm start -- --data /var/lib/ai-coo. Or run AI COO as a user other than root.",
  });
}

/** A data folder that only its owner may enter (as `mktemp` makes them) lets others pass, not look; a home folder stays as it is. */
async function letThrough(account: Account | null, state: string): Promise<boolean> {
  const dataDir = join(state, "..");
  if (dataDir === homedir() || !(await canEnter(account, join(dataDir, "..")))) return false;
  const { mode } = await stat(dataDir);
  await chmod(dataDir, mode | 0o011).catch(() => {});
  return canEnter(account, state);
}

async function readRecord(file: string): Promise<ConnectionRecord | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as ConnectionRecord;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw belongsToAnother(file, cause);
  }
}

/** The first of several processes writes it; the others read what the first wrote. */
async function createRecord(file: string, folder: string): Promise<ConnectionRecord> {
  const record: ConnectionRecord = {
    clusterDir: join(folder, "cluster"),
    port: null,
    ownerPassword: randomBytes(24).toString("hex"),
    superuserPassword: randomBytes(24).toString("hex"),
  };
  const unfinished = await writeAside(file, record);
  try {
    await link(unfinished, file);
    return record;
  } catch {
    // lost the race: an empty folder made elsewhere goes again, one in use stays
    if (folder.startsWith(SYSTEM_FOLDER)) await rmdir(folder).catch(() => {});
    return (await readRecord(file)) ?? record;
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Remembers the port. */
export async function rememberPort(place: Place, port: number): Promise<void> {
  if (place.record.port === port) return;
  await rename(await writeAside(place.recordFile, { ...place.record, port }), place.recordFile);
}

async function writeAside(file: string, record: ConnectionRecord): Promise<string> {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeFile(aside, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return aside;
}

async function ownerOf(clusterDir: string): Promise<Account | null> {
  return stat(clusterDir).then(
    ({ uid, gid }) => (uid === 0 ? null : { uid, gid }),
    () => null,
  );
}

async function refuseForeignCluster(clusterDir: string): Promise<void> {
  const owner = await stat(clusterDir).catch(() => null);
  if (owner !== null && process.getuid !== undefined && owner.uid !== process.getuid()) throw belongsToAnother(clusterDir, undefined);
}

function belongsToAnother(path: string, cause: unknown): AiCooError {
  return new AiCooError("config_invalid", `The database at ${path} was made by another user of this machine. Nothing was started.`, {
    next: "Run AI COO as the user who started it first, or choose another folder with --data.",
    ...(cause === undefined ? {} : { cause }),
  });
}
