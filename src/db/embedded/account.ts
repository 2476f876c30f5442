import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AiCooError } from "#src/lib/errors.ts";

const run = promisify(execFile);

/** The operating-system user that the embedded server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** In this order: who PostgreSQL's packages make, who this product makes. */
const ACCOUNT_NAMES = ["postgres", "ai-coo-db"] as const;

/**
 * PostgreSQL refuses to run as root. Anyone else runs it as themselves (`null`); root uses the user
 * `postgres` where there is one, makes a system user without a login otherwise, and takes `nobody` where
 * the system has no `useradd`.
 */
export async function databaseAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ACCOUNT_NAMES) {
    const account = await lookUp(name);
    if (account !== null) return account;
  }
  await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "ai-coo-db"]).catch(() => {});
  const account = (await lookUp("ai-coo-db")) ?? (await lookUp("nobody"));
  if (account !== null) return account;
  throw new AiCooError(
    "config_invalid",
    "The embedded database cannot run as root, and no other user could be made. Nothing was started.",
    {
      next: "Run AI COO as a user other than root, or create one for the database: useradd --system ai-coo-db",
    },
  );
}

async function lookUp(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return null;
  }
}

/** Whether the account can enter a folder, asked of the system itself so that every parent counts. */
export async function canEnter(account: Account | null, folder: string): Promise<boolean> {
  return canDo(account, 'cd "$1"', folder);
}

/** Whether the account can execute a file. */
export async function canExecute(account: Account | null, file: string): Promise<boolean> {
  return canDo(account, 'test -x "$1"', file);
}

async function canDo(account: Account | null, test: string, path: string): Promise<boolean> {
  if (account === null) return true;
  try {
    await run("/bin/sh", ["-c", test, "sh", path], { cwd: "/", env: {}, ...account });
    return true;
  } catch {
    return false;
  }
}
