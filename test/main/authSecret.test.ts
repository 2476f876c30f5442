import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authSecret } from "#src/main/dataFolder.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ai-coo-secret-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));
const file = (): string => join(dataDir, "auth-secret");

test("a secret is made once, readable by its owner alone, and nothing is left beside it", async () => {
  const secret = authSecret(dataDir, undefined);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(authSecret(dataDir, undefined)).toBe(secret);
  expect(await readFile(file(), "utf8")).toBe(secret);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(["auth-secret"]);
});

test.each(["", "\n", "short", `${" ".repeat(40)}short`])("a file with %j is refused with what to do, and not used", async (content) => {
  await writeFile(file(), content);
  expect(() => authSecret(dataDir, undefined)).toThrow(
    expect.objectContaining({ code: "config_invalid", next: expect.stringContaining("AUTH_SECRET") as string }),
  );
  expect(await readFile(file(), "utf8")).toBe(content);
});

test("processes that make one at the same moment all use the same", async () => {
  const script = `import { authSecret } from ${JSON.stringify(join(import.meta.dirname, "../../src/main/dataFolder.ts"))}; console.log(authSecret(process.argv[1], undefined));`;
  const said = await Promise.all(Array.from({ length: 6 }, () => outputOf(["--input-type=module", "--eval", script, dataDir])));
  expect(new Set(said).size).toBe(1);
  expect(said[0]?.trim()).toBe(authSecret(dataDir, undefined));
});

test("a folder that cannot be written is said in a sentence", async ({ skip }) => {
  skip(process.getuid?.() === 0, "root writes everywhere");
  await chmod(dataDir, 0o500);
  expect(() => authSecret(dataDir, undefined)).toThrow(expect.objectContaining({ code: "config_invalid" }));
});

function outputOf(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.once("error", reject);
    child.once("close", () => resolve(text));
  });
}
