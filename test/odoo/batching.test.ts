import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { effectOf, type KeyedRecord } from "#src/odoo/write/index.ts";
import { startSimulator, type Call, type Simulator } from "#simulator/index.ts";
import { failure } from "#test/contract/session.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const WAYS = [
  [14, "jsonrpc"],
  [19, "jsonrpc"],
  [19, "json2"],
] as const;

describe.each(WAYS)("creating in Odoo %s over %s at the same moment", (release, transport) => {
  let simulator: Simulator;
  let connection: OdooConnection;
  let project: number;
  let partner: number;
  beforeEach(async () => {
    simulator = await startSimulator({ release, company: "empty", now: () => NOW });
    const { url, database, login, apiKey } = simulator;
    connection = connectOdoo({ url, database, login, apiKey, transport });
    project = Number(simulator.company.call("project.project", "create", [{ name: "Collections" }]));
    partner = simulator.company.customer({ name: "Azure Interior" }).id;
    simulator.calls.clear();
  });
  afterEach(async () => {
    await connection.close();
    await simulator.stop();
  });

  const task = (key: string, project_id = project): KeyedRecord => ({
    model: "project.task",
    key,
    values: { name: `Task ${key}`, user_ids: [], project_id },
  });
  const activity = (key: string, user?: { user_id: number }): KeyedRecord => ({
    model: "mail.activity",
    key,
    values: {
      res_model: "res.partner",
      res_id: partner,
      activity_type: "mail.mail_activity_data_todo",
      summary: key,
      date_deadline: "2026-03-05",
      ...user,
    },
  });
  const create = (record: KeyedRecord) => connection.writer.createKeyed(record);
  const keys = (count: number): string[] => Array.from({ length: count }, (_, index) => `k${index}`);
  const loads = (model = "project.task"): readonly Call[] => simulator.calls.all({ model, method: "load" });
  const nameOf = (id: number): unknown => simulator.inspect.record("project.task", id)?.["name"];

  test("a thousand tasks take twenty calls at most, and each gets its own id", async () => {
    const made = await Promise.all(keys(1000).map((key) => create(task(key))));
    expect(loads().length).toBeLessThanOrEqual(20);
    expect(simulator.calls.count()).toBeLessThanOrEqual(25);
    expect(made.map(({ id }) => nameOf(id))).toEqual(keys(1000).map((key) => `Task ${key}`));
    expect(simulator.inspect.count("project.task")).toBe(1000);
  });

  test("what comes while a call is under way goes together into the next", async () => {
    const hold = simulator.faults.hold({ model: "project.task", method: "load", when: "before_commit" });
    const first = create(task("first"));
    await hold.reached;
    const rest = keys(30).map((key) => create(task(key)));
    hold.release();
    await Promise.all([first, ...rest]);
    expect(loads()).toHaveLength(2);
  });

  test("tasks, and activities with and without a user, go in calls of their own", async () => {
    const user_id = simulator.inspect.records("res.users", [["login", "=", simulator.login]])[0]!.id;
    await Promise.all(
      [task("a"), activity("b"), activity("c", { user_id }), task("d"), activity("e"), activity("f", { user_id })].map(create),
    );
    expect(loads()).toHaveLength(1);
    expect(loads("mail.activity")).toHaveLength(2);
    expect(simulator.inspect.count("mail.activity")).toBe(4);
  });

  test("one that is refused gets its own reason, and the others are created together", async () => {
    const results = await Promise.allSettled(keys(50).map((key) => create(task(key, key === "k7" || key === "k30" ? 9_999_999 : project))));
    expect(results.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([7, 30]);
    const refused = (results[7] as PromiseRejectedResult).reason as Error;
    expect(refused.message).toContain("'9999999'");
    expect(refused.message).not.toContain("of 50");
    expect(effectOf(refused)).toBe("none");
    expect(simulator.inspect.count("project.task")).toBe(48);
    // together, together without the two, and each of the two alone
    expect(loads()).toHaveLength(4);
  });

  test("where Odoo refuses a whole call without naming a row, each is asked for alone", async () => {
    simulator.faults.add({
      kind: "raise",
      name: "odoo.exceptions.UserError",
      message: "Not today.",
      model: "project.task",
      method: "load",
    });
    await Promise.all(keys(5).map((key) => create(task(key))));
    expect(simulator.inspect.count("project.task")).toBe(5);
    expect(loads()).toHaveLength(6);
  });

  test("where the answer is lost, each is in doubt, found by its key, and safe to repeat", async () => {
    simulator.faults.add({ kind: "drop", when: "after_commit", model: "project.task", method: "load" });
    const lost = await Promise.all(keys(10).map((key) => failure(create(task(key)), "odoo_unreachable")));
    expect(lost.map(effectOf)).toEqual(Array(10).fill("unknown"));
    const found = await Promise.all(keys(10).map((key) => connection.writer.findKeyed(key)));
    expect(found.every((record) => record?.model === "project.task")).toBe(true);
    const again = await Promise.all(keys(10).map((key) => create(task(key))));
    expect(again.map(({ id }) => id)).toEqual(found.map((record) => record?.id));
    expect(simulator.inspect.count("project.task")).toBe(10);
  });

  test("where the connection drops before Odoo acts, each is in doubt, not found, and safe to repeat", async () => {
    simulator.faults.add({ kind: "drop", when: "before_commit", model: "project.task", method: "load" });
    const lost = await Promise.all(keys(3).map((key) => failure(create(task(key)), "odoo_unreachable")));
    expect(lost.map(effectOf)).toEqual(Array(3).fill("unknown"));
    expect(loads()).toHaveLength(1);
    expect(await Promise.all(keys(3).map((key) => connection.writer.findKeyed(key)))).toEqual([null, null, null]);
    await Promise.all(keys(3).map((key) => create(task(key))));
    expect(simulator.inspect.count("project.task")).toBe(3);
  });

  test("where Odoo is away, none is asked for alone", async () => {
    simulator.faults.add({ kind: "http", status: 429, body: "html", model: "project.task", method: "load" });
    const refused = await Promise.all(keys(5).map((key) => failure(create(task(key)), "odoo_unreachable")));
    expect(refused.map(effectOf)).toEqual(Array(5).fill("none"));
    expect(loads()).toHaveLength(1);
  });

  test("the same key at once is one record", async () => {
    const [a, b, c] = await Promise.all([create(task("same")), create(task("other")), create(task("same"))]);
    expect(a).toEqual(c);
    expect(b).not.toEqual(a);
    expect(simulator.inspect.count("project.task")).toBe(2);
  });

  test("a key that no external id can have is refused alone", async () => {
    const [bad] = await Promise.all([failure(create(task("a.b")), "invalid_input"), create(task("good"))]);
    expect(effectOf(bad)).toBe("none");
    expect(simulator.inspect.count("project.task")).toBe(1);
  });
});
