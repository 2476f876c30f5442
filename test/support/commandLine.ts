import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { inject } from "vitest";
import { bundleProduct } from "../../suites/support/productBundle.ts";

/** The command line from its source, as people start it. */
export const SOURCE = join(import.meta.dirname, "../../src/cli/main.ts");

/**
 * The command line in a few files of plain JavaScript, for tests that start many processes: from its source each would spend
 * most of its time on finding modules. Made once for a run, by the first file that needs it.
 */
export const COMMAND_LINE = await madeOnce(inject("productFolder"));

async function madeOnce(folder: string): Promise<string> {
  const done = join(folder, "done");
  const failed = join(folder, "failed");
  try {
    await mkdir(join(folder, "making"));
  } catch {
    // another file of the run makes it
    while (!existsSync(done)) {
      if (existsSync(failed)) throw new Error("the command line could not be put into a bundle: another test file says why");
      await delay(50);
    }
    return join(folder, "product", "main.js");
  }
  try {
    const made = await bundleProduct(join(folder, "product"));
    await writeFile(done, made);
    return made;
  } catch (error) {
    await writeFile(failed, "");
    throw error;
  }
}
