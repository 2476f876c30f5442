import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { SETTABLE_AREAS } from "#src/main/settableAreas.ts";

const ENTRY = join(import.meta.dirname, "../../src/cli/main.ts");

test("the help of `settings show` names every area there is", { timeout: 60_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [ENTRY, "settings", "show", "--help"]);
  for (const area of SETTABLE_AREAS) expect(stdout).toContain(area);
});
