import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CliProcess } from "#test/support/cliProcess.ts";
import { SOURCE } from "#test/support/commandLine.ts";

const READY = { timeout: 240_000 };

interface Ready {
  readonly url: string;
  readonly signInUrl: string;
  readonly stopped: string | null;
}

let dataDir: string;
let running: CliProcess<Ready>[];
const start = (...args: readonly string[]): CliProcess<Ready> => {
  const started = new CliProcess<Ready>(["start", "--data", dataDir, ...args], {}, [SOURCE]);
  running.push(started);
  return started;
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ai-coo-start-"));
  running = [];
});
afterEach(async () => {
  for (const started of running) if (started.process.exitCode === null) await started.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe("npm start", READY, () => {
  test("answers, refuses a second start beside it, stops cleanly, and starts again on the same data", async () => {
    const first = start("--port", "0");
    const { url, signInUrl } = await first.ready();
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: "ok" });
    expect((await fetch(`${url}/api/ai-coo/actions?status=pending_approval`)).status).toBe(401);
    expect(signInUrl.startsWith(`${url}/sign-in#token=`)).toBe(true);

    const second = start("--port", "0");
    expect(await second.ended).toBe(1);
    expect(second.error()).toMatchObject({ code: "already_running", message: expect.stringContaining(url) as string });
    expect(second.error().next).toContain("--data");

    expect(await first.stop()).toBe(0);
    expect(first.stderr).toBe("");
    const company = await journalLines();
    expect(company).toBeGreaterThan(0);

    const again = start("--port", "0");
    expect(await again.ready()).toMatchObject({ stopped: null });
    expect(await journalLines()).toBe(company);
    expect(await again.stop()).toBe(0);
  });

  test("publishes the head of the audit when it stops, and starts stopped on data older than that", async () => {
    const first = start("--port", "0");
    await first.ready();
    const stop = await command("stop", "--reason", "to have something in the audit");
    expect(stop.stopped).toBe(true);
    expect((await command("resume", "--reason", "and something more")).stopped).toBe(false);
    expect(await first.stop()).toBe(0);
    const [head] = (await readFile(join(dataDir, "audit-heads.jsonl"), "utf8")).trim().split("\n").toReversed();
    expect(JSON.parse(head!)).toMatchObject({ org_id: "demo", hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });

    // What was published later than the data in the folder was written.
    await appendFile(join(dataDir, "audit-heads.jsonl"), `${JSON.stringify({ org_id: "demo", seq: 9_999, hash: "a".repeat(64) })}\n`);
    const restored = start("--port", "0");
    expect(await restored.ready()).toMatchObject({ stopped: expect.stringContaining("Restored from a backup") as string });
    expect(await restored.stop()).toBe(0);
  });

  test("says what to do when the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    const refused = start("--port", String(port));
    expect(await refused.ended).toBe(1);
    expect(refused.error()).toMatchObject({ code: "port_taken", message: expect.stringContaining(String(port)) as string });
    expect(refused.error().next).toContain("--port");
    other.close();
  });

  test("starts again after it was killed", async () => {
    const killed = start("--port", "0");
    await killed.ready();
    killed.process.kill("SIGKILL");
    await killed.ended;
    const again = start("--port", "0");
    expect(await (await fetch(`${(await again.ready()).url}/api/health`)).json()).toMatchObject({ status: "ok" });
    expect(await again.stop()).toBe(0);
  });
});

/** A command beside what runs on the folder. */
async function command(...args: readonly string[]): Promise<{ readonly stopped: boolean }> {
  const { stdout } = await promisify(execFile)(process.execPath, [SOURCE, ...args, "--json", "--data", dataDir], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
  });
  return JSON.parse(stdout) as { stopped: boolean };
}

/** Changes that the simulated company has kept. */
async function journalLines(): Promise<number> {
  return (await readFile(join(dataDir, "simulated-odoo-19.jsonl"), "utf8")).split("\n").length;
}
