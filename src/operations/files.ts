import { open, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Writes a draft to the disk and hands it to `publish`, which gives it its name in one step. */
export async function writeWhole(
  dir: string,
  key: string,
  content: string | Buffer,
  publish: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = join(dir, `.${key}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`);
  const file = await open(draft, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await publish(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether something of this name stands there. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** The system's code of an error: `ENOENT`, `EEXIST`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
