import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "#simulator/index.ts";
import { rpc, startMini } from "./support.ts";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startMini(19);
});
afterEach(() => simulator.stop());

const create = (name: string) => rpc(simulator, "res.partner", "create", [{ name }]);
const named = (name: string) => simulator.inspect.count("res.partner", [["name", "=", name]]);

async function json2(model: string, method: string, body: object): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${simulator.url}/json/2/${model}/${method}`, {
    method: "POST",
    headers: { authorization: `bearer ${simulator.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

describe("faults", () => {
  test("a cut before the commit leaves nothing, a cut after it leaves the record", async () => {
    simulator.faults.add({ kind: "drop", when: "before_commit", model: "res.partner", method: "create" });
    await expect(create("Before")).rejects.toThrow("fetch failed");
    expect(named("Before")).toBe(0);
    simulator.faults.add({ kind: "drop", when: "after_commit", model: "res.partner", method: "create" });
    await expect(create("After")).rejects.toThrow("fetch failed");
    expect(named("After")).toBe(1);
    expect(simulator.calls.all({ method: "create" })).toMatchObject([
      { outcome: "fault", committed: false },
      { outcome: "fault", committed: true },
    ]);
    expect(simulator.calls.effects()).toHaveLength(1);
  });

  test("a proxy's page, an empty answer, and an error of Odoo's own", async () => {
    simulator.faults.add({ kind: "http", status: 502, body: "html" });
    expect(await json2("res.partner", "search", { domain: [] })).toMatchObject({ status: 502, type: "text/html; charset=utf-8" });
    simulator.faults.add({ kind: "http", status: 500, body: "json" });
    expect(JSON.parse((await json2("res.partner", "search", { domain: [] })).text)).toMatchObject({ name: "builtins.Exception" });
    simulator.faults.add({ kind: "raise", name: "odoo.exceptions.UserError", message: "Closed period" });
    await expect(create("Refused")).rejects.toThrow("odoo.exceptions.UserError: Closed period");
    expect(named("Refused")).toBe(0);
  });

  test("strikes the named model and method, as often as told", async () => {
    const fault = simulator.faults.add({ kind: "http", status: 503, body: "empty", model: "res.partner", method: "search", times: 2 });
    expect((await json2("crm.lead", "search", { domain: [] })).status).toBe(200);
    expect((await json2("res.partner", "search_count", { domain: [] })).status).toBe(200);
    expect((await json2("res.partner", "search", { domain: [] })).status).toBe(503);
    expect(fault.remaining()).toBe(1);
    expect((await json2("res.partner", "search", { domain: [] })).status).toBe(503);
    expect((await json2("res.partner", "search", { domain: [] })).status).toBe(200);
  });

  test("a function sees every call and says which are struck: a lie without running it, and a late run", async () => {
    const seen: string[] = [];
    simulator.faults.decide(({ model, method, args, kwargs }) => {
      seen.push(`${model}.${method}`);
      if (method === "search_count") return [{ kind: "answer", result: 0 }];
      return JSON.stringify([args, kwargs]).includes("Late") ? [{ kind: "hold", milliseconds: 1 }] : [];
    });
    await create("Late");
    expect(named("Late")).toBe(1);
    expect(JSON.parse((await json2("res.partner", "search_count", { domain: [] })).text)).toBe(0);
    simulator.faults.clear();
    expect(JSON.parse((await json2("res.partner", "search_count", { domain: [["name", "=", "Late"]] })).text)).toBe(1);
    expect(seen).toEqual(["res.partner.create", "res.partner.search_count"]);
  });

  test("a call can be held open on either side of its commit", async () => {
    const before = simulator.faults.hold({ model: "res.partner", method: "create", when: "before_commit" });
    const first = create("Held");
    await before.reached;
    expect(named("Held")).toBe(0);
    before.release();
    await first;
    const after = simulator.faults.hold({ model: "res.partner", method: "create", when: "after_commit" });
    const second = create("Committed");
    await after.reached;
    expect(named("Committed")).toBe(1);
    after.release();
    await second;
  });
});

test("a call that fails half way leaves nothing behind, ids included", async () => {
  const rows = [
    ["ai_coo.good", "Good", ""],
    ["ai_coo.bad", "Bad", "999999"],
  ];
  expect(await rpc(simulator, "project.task", "load", [["id", "name", "project_id/.id"], rows])).toMatchObject({ ids: false });
  expect(simulator.inspect.count("project.task")).toBe(0);
  expect(simulator.inspect.byExternalId("ai_coo.good")).toBeUndefined();
  const invoice = {
    move_type: "out_invoice",
    partner_id: 1,
    invoice_line_ids: [
      [0, 0, { price_unit: 5 }],
      [0, 0, { no_such: 1 }],
    ],
  };
  await expect(rpc(simulator, "account.move", "create", [invoice], { admin: true })).rejects.toThrow("no_such");
  expect(simulator.inspect.count("account.move")).toBe(0);
  expect(simulator.inspect.count("account.move.line")).toBe(0);
});

test("a deleted record takes its chatter and its key with it", async () => {
  const [id] = ((await rpc(simulator, "project.task", "load", [["id", "name"], [["ai_coo.gone", "Gone"]]])) as { ids: number[] }).ids;
  await rpc(simulator, "project.task", "message_post", [[id]], { kwargs: { body: "Note", message_type: "comment" } });
  await rpc(simulator, "project.task", "unlink", [[id]]);
  expect(simulator.inspect.messages("project.task", Number(id))).toEqual([]);
  expect(simulator.inspect.byExternalId("ai_coo.gone")).toBeUndefined();
});
