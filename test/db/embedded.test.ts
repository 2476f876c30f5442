import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startEmbeddedPostgres, type StartEmbeddedPostgresOptions } from "#src/db/index.ts";
import { runningServer } from "#src/db/embedded/postmaster.ts";
import { startInProcess } from "#test/support/embeddedProcess.ts";

const isRoot = process.getuid?.() === 0;
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A data folder whose database was made before; most tests need no new one. Nothing runs on it between tests. */
let used: string;
beforeAll(async () => {
  used = await mkdtemp(join(tmpdir(), "ai-coo-embedded-"));
  await (await startEmbeddedPostgres({ dataDir: used, durable: false })).stop();
});
afterAll(() => rm(used, { recursive: true, force: true }));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "ai-coo-embedded-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(options: StartEmbeddedPostgresOptions) {
  const server = await startEmbeddedPostgres({ durable: false, ...options });
  undo.push(() => server.stop());
  return server;
}

function inProcess(...args: Parameters<typeof startInProcess>) {
  const running = startInProcess(...args);
  undo.push(() => running.stop());
  return running;
}

async function query(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

const isRunning = async (clusterDir: string): Promise<boolean> => (await runningServer(clusterDir)) !== null;
const recordFile = (dataDir: string): string => join(dataDir, "postgres", "connection.json");

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  undo.push(async () => void server.close());
  return server;
}

describe("starting", () => {
  test("starts, keeps its data and its port, and leaves nothing running", async () => {
    const dataDir = await newFolder();
    const first = await start({ dataDir });
    await query(first.connectionString, "create table kept (id int); insert into kept values (1)");
    await Promise.all([first.stop(), first.stop()]);
    expect(await isRunning(first.clusterDir)).toBe(false);

    const second = await start({ dataDir });
    expect(second.port).toBe(first.port);
    expect(await query(second.connectionString, "select id from kept")).toEqual([{ id: 1 }]);
  });

  test("the product's user owns its database and nothing more", async () => {
    const server = await start({ dataDir: used });
    expect(await query(server.connectionString, "select current_user as me, rolsuper from pg_roles where rolname = current_user")).toEqual([
      { me: "ai_coo", rolsuper: false },
    ]);
  });

  test("answers on 127.0.0.1 only, and only with a password that its owner alone can read", async () => {
    const dataDir = used;
    const server = await start({ dataDir });
    expect((await stat(recordFile(dataDir))).mode & 0o777).toBe(0o600);
    const wrong = server.connectionString.replace(/:[^:@]+@/, ":guess@");
    await expect(query(wrong, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect(await query(server.connectionString, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  });

  test("each data folder has passwords of its own", async () => {
    const [one, two] = [await start({ dataDir: used }), await start({ dataDir: await newFolder() })];
    expect(new URL(one.connectionString).password).not.toBe(new URL(two.connectionString).password);
  });

  test.runIf(isRoot && process.platform === "linux")(
    "the server runs as another user than root and sees none of our environment",
    async () => {
      const server = await start({ dataDir: await newFolder() });
      const { pid } = (await runningServer(server.clusterDir))!;
      expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
      const names = (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0").map((entry) => entry.split("=")[0]);
      expect(names.filter((name) => name !== undefined && name !== "" && !/^(LC_ALL|TZ|PATH|PG.*)$/.test(name))).toEqual([]);
    },
  );

  test.runIf(isRoot)("works for a user other than root as well", async () => {
    const dataDir = await newFolder();
    const nobody = { uid: 65_534, gid: 65_534 };
    await chmod(dataDir, 0o777);
    const running = inProcess({ dataDir: join(dataDir, "data") }, nobody);
    const started = await running.started;
    expect(started).toMatchObject({ ok: true });
    await running.stop();
    expect((await stat(recordFile(join(dataDir, "data")))).uid).toBe(nobody.uid);
  });
});

describe("a port that is taken", () => {
  test("by name: says so, and starts nothing", async () => {
    const dataDir = used;
    const { port, clusterDir } = await start({ dataDir }).then(async (server) => {
      await server.stop();
      return server;
    });
    await occupy(port);
    await expect(startEmbeddedPostgres({ dataDir, port })).rejects.toMatchObject({ code: "port_taken", details: { port } });
    expect(await isRunning(clusterDir)).toBe(false);
  });

  test("since the last start: takes another", async () => {
    const dataDir = used;
    const first = await start({ dataDir });
    await first.stop();
    await occupy(first.port);
    const second = await start({ dataDir });
    expect(second.port).not.toBe(first.port);
    expect(await query(second.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("several processes on the same data", () => {
  test("a second product is refused and told which process runs; the first goes on", async () => {
    const dataDir = used;
    const first = inProcess({ dataDir });
    const running = await first.started;
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: "already_running",
      details: { dataDir, pid: first.child.pid },
    });
    expect(await query(running.ok ? running.connectionString : "", "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("a command shares the server; the last one out stops it", async () => {
    const dataDir = used;
    const product = await start({ dataDir });
    const command = await start({ dataDir, share: true });
    expect(command.connectionString).toBe(product.connectionString);
    await product.stop();
    expect(await query(command.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
    await command.stop();
    expect(await isRunning(product.clusterDir)).toBe(false);
  });

  test("a command that comes first starts the server, and the product joins it", async () => {
    const dataDir = used;
    const command = await start({ dataDir, share: true });
    const product = await start({ dataDir });
    await command.stop();
    expect(await query(product.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("of two products that start on a new folder at once, one starts and one is refused", async () => {
    const dataDir = await newFolder();
    const both = await Promise.all([inProcess({ dataDir }).started, inProcess({ dataDir }).started]);
    expect(both.map((started) => (started.ok ? "started" : started.code)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "already_running",
      "started",
    ]);
  });

  test("two commands that start on a new folder at once use one server", async () => {
    const dataDir = await newFolder();
    const both = await Promise.all([inProcess({ dataDir, share: true }).started, inProcess({ dataDir, share: true }).started]);
    expect(both).toEqual([expect.objectContaining({ ok: true }), both[0]]);
  });
});

describe("after an accident", () => {
  test("a product that was killed leaves its server to the next one", async () => {
    const dataDir = used;
    const killed = inProcess({ dataDir });
    const before = await killed.started;
    if (!before.ok) throw new Error(before.message);
    await query(before.connectionString, "create table left_by_the_killed (id int)");
    await killed.kill();
    expect(await isRunning(before.clusterDir)).toBe(true);

    const next = await start({ dataDir });
    expect(next.connectionString).toBe(before.connectionString);
    expect(await query(next.connectionString, "select count(*)::int as n from left_by_the_killed")).toEqual([{ n: 0 }]);
    await next.stop();
    expect(await isRunning(next.clusterDir)).toBe(false);
  });

  test("when the server was killed with it, the next start recovers the data", async () => {
    const dataDir = used;
    const killed = inProcess({ dataDir, durable: true });
    const before = await killed.started;
    if (!before.ok) throw new Error(before.message);
    await query(before.connectionString, "create table if not exists recovered (id int primary key); insert into recovered values (1)");
    const { pid } = (await runningServer(before.clusterDir))!;
    await killed.kill();
    process.kill(pid, "SIGKILL");

    const next = await start({ dataDir });
    expect(await query(next.connectionString, "select id from recovered")).toEqual([{ id: 1 }]);
  });

  test("a server that is killed under those who keep it up is there again, on its port, and still theirs", async () => {
    const dataDir = used;
    const product = await start({ dataDir, durable: true, keepUp: true });
    const worker = await start({ dataDir, durable: true, keepUp: true, share: true });
    await query(product.connectionString, "create table if not exists kept (id int primary key); insert into kept values (1)");
    const { pid } = (await runningServer(product.clusterDir))!;
    process.kill(pid, "SIGKILL");

    await vi.waitFor(async () => expect(await query(product.connectionString, "select id from kept")).toEqual([{ id: 1 }]), 30_000);
    await vi.waitFor(() => expect(start({ dataDir })).rejects.toMatchObject({ code: "already_running" }), 30_000);
    await product.stop();
    await vi.waitFor(async () => expect(await isRunning(product.clusterDir)).toBe(true), 30_000);
    await worker.stop();
    expect(await isRunning(product.clusterDir)).toBe(false);
  });

  test.runIf(process.platform === "linux")("a leftover postmaster.pid that names another program's process is no obstacle", async () => {
    const dataDir = used;
    const first = await start({ dataDir });
    const pidFile = join(first.clusterDir, "postmaster.pid");
    const left = await readFile(pidFile, "utf8");
    await first.stop();
    await writeFile(pidFile, left.replace(/^\d+/, String(process.pid)));
    const second = await start({ dataDir });
    expect(await query(second.connectionString, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("what a process that was killed while making the cluster left is cleared", async () => {
    const dataDir = await newFolder();
    const half = join(dataDir, "postgres", "cluster.2147483646.abcdef");
    await mkdir(half, { recursive: true });
    await start({ dataDir });
    await expect(stat(half)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("data whose passwords were lost is left alone, and the message says which file is missing", async () => {
    const dataDir = await newFolder();
    await (await start({ dataDir })).stop();
    await rm(recordFile(dataDir));
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: "config_invalid",
      next: expect.stringContaining("connection.json"),
    });
    expect(await isRunning(join(dataDir, "postgres", "cluster"))).toBe(false);
  });

  test("data of another major release is left alone, and the message says what to do", async () => {
    const dataDir = await newFolder();
    const cluster = join(dataDir, "postgres", "cluster");
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, "PG_VERSION"), "15\n");
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("PostgreSQL 15"),
    });
    expect(await readFile(join(cluster, "PG_VERSION"), "utf8")).toBe("15\n");
  });
});

describe.runIf(isRoot)("as root, below a folder that the database's user cannot enter", () => {
  test("the database goes where it can be entered, the record says where, and it is found again", async () => {
    const closed = await newFolder();
    await chmod(closed, 0o700);
    const dataDir = join(closed, "project", ".data");
    const first = await start({ dataDir });
    undo.push(() => rm(dirname(first.clusterDir), { recursive: true, force: true }));
    expect(first.clusterDir).toMatch(/^\/var\/lib\/ai-coo\//);
    expect(JSON.parse(await readFile(recordFile(dataDir), "utf8"))).toMatchObject({ clusterDir: first.clusterDir });
    await first.stop();
    const second = await start({ dataDir });
    expect(second.clusterDir).toBe(first.clusterDir);
    await second.stop();
  });

  test("a data folder that only root may enter lets the database's user pass, not look", async () => {
    const dataDir = await newFolder();
    await chmod(dataDir, 0o700);
    const server = await start({ dataDir });
    expect(server.clusterDir.startsWith(dataDir)).toBe(true);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o711);
    expect(homedir()).not.toBe(dataDir);
  });
});
