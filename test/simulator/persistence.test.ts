import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildCompany, type Company, demoCompany, type Release, type Simulator, startSimulator } from "#simulator/index.ts";
import { NOW, RELEASES, rpc } from "./support.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let folder: string;
let file: string;
const running: Simulator[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simulator-"));
  file = join(folder, "odoo.jsonl");
});
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const alder = buildCompany((company) => {
  company.customer({ name: "Alder Works" }).invoice({ due: "-30d", amount: 1200, paid: 200 });
}, "alder");

async function open(
  release: Release,
  options: { readonly company?: Company; readonly now?: Date; readonly path?: string } = {},
): Promise<Simulator> {
  const simulator = await startSimulator({
    release,
    company: options.company ?? alder,
    now: () => options.now ?? NOW,
    persistTo: options.path ?? file,
  });
  running.push(simulator);
  return simulator;
}

/** Everything that stands in an Odoo, as its administrator reads it. */
const contents = (simulator: Simulator) =>
  [
    "res.partner",
    "account.move",
    "account.move.line",
    "account.payment",
    "account.partial.reconcile",
    "mail.message",
    "mail.activity",
    "project.task",
    "ir.model.data",
    "account.bank.statement.line",
  ].map((model) => simulator.inspect.records(model));

/** A day's work of the product and of people: a task under a key, a note, a payment, a refusal. */
async function work(simulator: Simulator): Promise<void> {
  const [invoice] = simulator.inspect.records("account.move", [["move_type", "=", "out_invoice"]]);
  await rpc(simulator, "project.task", "load", [["id", "name"], [["ai_coo.key-1", "Call Alder"]]]);
  await rpc(simulator, "account.move", "message_post", [[invoice?.id]], {
    kwargs: { body: "Reminded", message_id: "<key-2@ai-coo>", subtype_xmlid: "mail.mt_note", message_type: "comment" },
  });
  await expect(rpc(simulator, "res.company", "write", [[1], { name: "Mine" }])).rejects.toThrow("AccessError");
  simulator.company.customer({ name: "Birch" }).invoice({ due: "-3d", amount: 80 }).pay();
  await rpc(simulator, "res.partner", "create", [{ name: "Cedar" }], { admin: true });
}

describe.each(RELEASES)("the journal on %i", (release) => {
  test("brings everything back after a stop", async () => {
    const first = await open(release);
    await work(first);
    const before = contents(first);
    await first.stop();
    const second = await open(release, { now: new Date(NOW.getTime() + HOUR_MS) });
    expect(contents(second)).toEqual(before);
    expect(second.apiKey).toBe(first.apiKey);
  });

  test("brings everything back without a stop, as after a kill", async () => {
    const first = await open(release);
    await work(first);
    const copy = join(folder, "copy.jsonl");
    await copyFile(file, copy);
    const second = await open(release, { path: copy });
    expect(contents(second)).toEqual(contents(first));
  });
});

describe("the journal", () => {
  test("keeps counting ids where it stopped", async () => {
    const first = await open(19);
    const made = await rpc(first, "res.partner", "create", [{ name: "One" }]);
    await first.stop();
    const second = await open(19);
    expect(await rpc(second, "res.partner", "create", [{ name: "Two" }])).toBe(Number(made) + 1);
  });

  test("drops a line that a crash cut short, and goes on after it", async () => {
    const first = await open(19);
    await rpc(first, "res.partner", "create", [{ name: "Whole" }]);
    await first.stop();
    await appendFile(file, '{"at":"2026-06-15T09:00:00.000Z","request":{"uid":2,"mod');
    const second = await open(19);
    await rpc(second, "res.partner", "create", [{ name: "After" }]);
    await second.stop();
    const third = await open(19);
    expect(third.inspect.records("res.partner", [["name", "in", ["Whole", "After"]]])).toHaveLength(2);
  });

  test("holds what changed the company and nothing else", async () => {
    const simulator = await open(19);
    await rpc(simulator, "res.partner", "search_read", [[], ["name"]]);
    await expect(
      rpc(simulator, "project.task", "load", [["id", "name", "project_id/.id"], [["ai_coo.x", "Bad", "999999"]]]),
    ).resolves.toMatchObject({ ids: false });
    await rpc(simulator, "res.partner", "create", [{ name: "Kept" }]);
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    expect(lines.filter((line) => line.includes('"method":"create"'))).toHaveLength(1);
    expect(lines.some((line) => line.includes("search_read"))).toBe(false);
  });

  test("of another release or company is refused and left alone", async () => {
    await (await open(19)).stop();
    const before = await readFile(file, "utf8");
    await expect(open(14)).rejects.toThrow("release 19");
    await expect(open(19, { company: buildCompany(() => {}, "other") })).rejects.toThrow("company alder");
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("remembers the day on which the company was built", async () => {
    await (await open(19)).stop();
    const later = await open(19, { now: new Date(NOW.getTime() + 10 * DAY_MS) });
    expect(later.baseDate).toBe("2026-06-15");
    expect(later.inspect.records("account.move", [["move_type", "=", "out_invoice"]])[0]).toMatchObject({ invoice_date_due: "2026-05-16" });
  });

  test("that is empty starts anew", async () => {
    await writeFile(file, "");
    expect((await open(19)).inspect.count("account.move", [["move_type", "=", "out_invoice"]])).toBe(1);
  });
});

test("the demo goes on while it is stopped: the bank is reconciled on every working day, once", async () => {
  const nextMonday = new Date(NOW.getTime() + 7 * DAY_MS);
  const daysOf = (simulator: Simulator) =>
    simulator.inspect.records("account.bank.statement.line", [["date", ">", "2026-06-15"]]).map((line) => line["date"]);
  await (await open(19, { company: demoCompany() })).stop();
  const workingDays = ["2026-06-16", "2026-06-17", "2026-06-18", "2026-06-19", "2026-06-22"];
  const second = await open(19, { company: demoCompany(), now: nextMonday });
  expect(daysOf(second)).toEqual(workingDays);
  await second.stop();
  expect(daysOf(await open(19, { company: demoCompany(), now: nextMonday }))).toEqual(workingDays);
});
