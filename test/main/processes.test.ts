import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CliProcess } from "#test/support/cliProcess.ts";

const REAL_PROCESSES = { timeout: 240_000 };

interface Ready {
  readonly pid: number;
  readonly url: string;
  readonly signInUrl: string;
  readonly companyServedBy: number | null;
  readonly beside: readonly { readonly pid: number; readonly role: string }[];
  readonly withheld: readonly string[];
}

let dataDir: string;
let running: CliProcess<Ready>[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "ai-coo-processes-"));
  running = [];
});
afterEach(async () => {
  for (const one of running) {
    if (one.process.exitCode !== null || one.process.signalCode !== null) continue;
    one.process.kill("SIGKILL");
    await one.ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

function up(command: "start" | "web" | "worker", env: Readonly<Record<string, string>> = {}): CliProcess<Ready> {
  const port = command === "worker" ? [] : ["--port", "0"];
  const one = new CliProcess<Ready>([command, "--data", dataDir, ...port], env);
  running.push(one);
  return one;
}

const json = async (url: string): Promise<unknown> => (await fetch(url)).json();

describe("the parts of the product in processes of their own", REAL_PROCESSES, () => {
  test("two workers and a page share the embedded database; whoever comes first serves the company", async () => {
    const first = up("worker");
    const { pid, companyServedBy } = await first.ready();
    expect(companyServedBy).toBeNull();

    const second = up("worker");
    expect(await second.ready()).toMatchObject({ companyServedBy: pid, beside: [{ pid, role: "worker" }] });

    const page = up("web", { SMTP_URL: "smtp://user:secret@127.0.0.1:2525", ODOO_READ_API_KEY: "secret" });
    const { url, withheld } = await page.ready();
    expect(withheld).toEqual(["ODOO_READ_API_KEY", "SMTP_URL"]);
    expect(await json(`${url}/api/health`)).toMatchObject({ status: "ok" });
    expect(await json(`${url}/api/ready`)).toEqual({ status: "ready" });

    // who served the company ends as asked; who joined it cannot go on and says so; the page needs neither
    expect(await first.signal("SIGTERM")).toBe(0);
    expect(await second.ended).toBe(1);
    expect(second.stderr).toContain(`Process ${pid}, which served the simulated company, has ended`);
    expect(await json(`${url}/api/health`)).toMatchObject({ status: "ok" });
    expect(await page.stop()).toBe(0);
    expect(page.stderr).toBe("");
  });

  test("a worker joins what `ai-coo start` runs, and outlives a page that is stopped", async () => {
    const whole = up("start");
    const { url } = await whole.ready();
    const worker = up("worker");
    expect(await worker.ready()).toMatchObject({ companyServedBy: whole.process.pid, beside: [{ role: "start" }] });
    expect(await worker.signal("SIGTERM")).toBe(0);
    expect(worker.stderr).toBe("");
    expect(await json(`${url}/api/health`)).toMatchObject({ status: "ok" });
    expect(await whole.stop()).toBe(0);
  });

  test("a page that is stopped finishes what is in flight, says that it drains, and takes nothing new", async () => {
    const page = up("web");
    const { url } = await page.ready();
    const slow = slowRequest(url);
    await slow.begun;
    page.process.kill("SIGTERM");
    await untilDraining(url);
    const refused = await fetch(`${url}/api/auth/sign-out`, { method: "POST" });
    expect([refused.status, await refused.json()]).toMatchObject([503, { error: { code: "draining" } }]);
    expect((await fetch(`${url}/api/ready`)).status).toBe(503);
    expect(page.process.exitCode).toBeNull();
    slow.finish();
    // refused for what it says, not because the process is going away
    expect(await slow.status).toBe(401);
    expect(await page.ended).toBe(0);
  });

  test("a second signal ends it at once", async () => {
    const page = up("web");
    const { url } = await page.ready();
    const slow = slowRequest(url);
    await slow.begun;
    page.process.kill("SIGTERM");
    await untilDraining(url);
    page.process.kill("SIGINT");
    expect(await page.ended).toBeNull();
    expect(page.process.signalCode).toBe("SIGINT");
    await expect(slow.status).rejects.toThrow("socket hang up");
  });
});

/** A decision whose body is still on its way. */
function slowRequest(url: string) {
  const status = Promise.withResolvers<number>();
  const begun = Promise.withResolvers<void>();
  const request = httpRequest(`${url}/api/auth/sign-in/link`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, expect: "100-continue" },
  });
  request.once("continue", () => begun.resolve());
  request.once("response", (response) => {
    response.resume();
    status.resolve(response.statusCode!);
  });
  request.once("error", (error) => status.reject(error));
  // a process that is ended at once answers nobody
  status.promise.catch(() => {});
  request.flushHeaders();
  return { begun: begun.promise, status: status.promise, finish: () => request.end(JSON.stringify({ token: "nobody's" })) };
}

async function untilDraining(url: string): Promise<void> {
  for (;;) {
    const { status } = (await json(`${url}/api/health`)) as { status: string };
    if (status === "draining") return;
  }
}
