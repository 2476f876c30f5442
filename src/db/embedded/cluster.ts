import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { AiCooError } from "#src/lib/errors.ts";
import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";
import { isAlive, serverSpawnOptions } from "./postmaster.ts";

const run = promisify(execFile);

export const SUPERUSER = "postgres";
const MAJOR = "18";

/**
 * Makes the cluster when there is none. It is prepared beside its place and moved there when complete, so
 * that a crash leaves no half of one, and of two processes at once one wins and the other uses its cluster.
 */
export async function ensureCluster(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const { clusterDir, superuserPassword } = place.record;
  const version = (await readFile(join(clusterDir, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (version === MAJOR) return;
  if (version !== "") {
    throw new AiCooError(
      "config_invalid",
      `The data in ${clusterDir} is PostgreSQL ${version}'s; this is PostgreSQL ${MAJOR}. Nothing was started.`,
      {
        next: "Start the release of AI COO that made it and dump the data, or choose another folder with --data.",
      },
    );
  }
  await removeUnfinished(place);
  const unfinished = `${clusterDir}.${process.pid}.${randomBytes(3).toString("hex")}`;
  const passwordFile = `${unfinished}.password`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(passwordFile, `${superuserPassword}\n`, { mode: 0o600, flag: "wx" });
    if (place.account !== null) {
      for (const path of [unfinished, passwordFile]) await chown(path, place.account.uid, place.account.gid);
    }
    const choices = [
      ["--pgdata", unfinished],
      ["--username", SUPERUSER],
      ["--pwfile", passwordFile],
      ["--auth", "scram-sha-256"],
      ["--encoding", "UTF8"],
      // the same sorting on every machine, whatever locales it has
      ["--locale", "C"],
      ["--locale-provider", "builtin"],
      ["--builtin-locale", "C.UTF-8"],
    ].map(([name, value]) => `${name}=${value}`);
    await run(binaries.initdb, [...choices, "--no-instructions", ...(durable ? [] : ["--no-sync"])], serverSpawnOptions(place.account));
    await rename(unfinished, clusterDir).catch(async (cause: unknown) => {
      // another process finished first
      if ((await readFile(join(clusterDir, "PG_VERSION"), "utf8").catch(() => "")) === "") throw cause;
    });
  } catch (cause) {
    throw new AiCooError("internal", `The embedded database could not be made in ${place.folder}. Nothing was started.`, {
      next: "Check the space on that disk, or set DATABASE_URL to a PostgreSQL of your own.",
      cause,
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Clears what a process that was killed in the middle left. */
async function removeUnfinished(place: Place): Promise<void> {
  const prefix = `${basename(place.record.clusterDir)}.`;
  for (const name of await readdir(place.folder)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) await rm(join(place.folder, name), { recursive: true, force: true });
  }
}
