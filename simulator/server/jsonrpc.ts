import { accessDenied, missingError, PythonError, traceback, typeError, valueError } from "../engine/errors.ts";
import type { Credentials } from "../engine/instance.ts";
import { isRecord } from "../engine/values.ts";
import type { Release } from "../types.ts";
import { broken, HTML_TYPE, type Response } from "./json2.ts";
import { type Backend, type Outcome, runCall } from "./run.ts";

/** `POST /jsonrpc`: services `common`, `object` and `db`. Errors come with HTTP 200. */
export async function jsonrpc(backend: Backend, body: string): Promise<Response | "drop"> {
  const { release } = backend.instance.server;
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    return {
      status: 400,
      contentType: HTML_TYPE,
      body: release === 14 ? "<title>400 Bad Request</title>\n<h1>Bad Request</h1>\n<p>Invalid JSON data</p>\n" : "Invalid JSON data",
    };
  }
  const envelope = isRecord(message) ? message : {};
  const id = envelope["id"] ?? null;
  const params = isRecord(envelope["params"]) ? envelope["params"] : {};
  const args = Array.isArray(params["args"]) ? (params["args"] as unknown[]) : [];
  try {
    return finish(release, id, await serve(backend, String(params["service"]), String(params["method"]), args));
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return finish(release, id, { kind: "error", error });
  }
}

async function serve(backend: Backend, service: string, method: string, args: readonly unknown[]): Promise<Outcome> {
  const { server } = backend.instance;
  const result = (value: unknown): Outcome => ({ kind: "result", result: value });
  if (service === "common") {
    if (method === "version") return result(versionOf(server.release));
    if (method === "login" || method === "authenticate") {
      checkDatabase(backend, args[0]);
      return result(people(backend).find((who) => who.login === args[1] && who.apiKey === args[2])?.uid ?? false);
    }
    throw valueError(`Method not found: ${method}`);
  }
  if (service === "object") return object(backend, method, args);
  if (service === "db" && method === "list") return result([server.database]);
  throw server.release === 14
    ? new PythonError("builtins.UnboundLocalError", "local variable 'dispatch' referenced before assignment")
    : new PythonError("builtins.KeyError", service);
}

const people = (backend: Backend): readonly Credentials[] => [backend.instance.user, backend.instance.admin];

function checkDatabase(backend: Backend, name: unknown): void {
  if (name === backend.instance.server.database) return;
  throw new PythonError("psycopg2.OperationalError", `FATAL:  database "${String(name)}" does not exist\n`);
}

async function object(backend: Backend, method: string, params: readonly unknown[]): Promise<Outcome> {
  const { release } = backend.instance.server;
  if (params.length < 5) {
    throw release === 14
      ? typeError(`${method}() missing 2 required positional arguments: 'method' and 'args'`)
      : valueError(`not enough values to unpack (expected at least 5, got ${params.length})`);
  }
  const [database, uid, key, model, name, ...rest] = params;
  checkDatabase(backend, database);
  const who = people(backend).find((one) => one.uid === uid);
  if (!who)
    throw backend.instance.server.store.table("res.users").get(Number(uid))
      ? accessDenied()
      : missingError("res.users", String(uid), Number(uid));
  if (who.apiKey !== key) throw accessDenied();
  const positional = method === "execute" ? rest : Array.isArray(rest[0]) ? (rest[0] as unknown[]) : [];
  const kwargs = method === "execute" || !isRecord(rest[1]) ? {} : rest[1];
  return runCall(backend, { transport: "jsonrpc", who, model: String(model), method: String(name), args: positional, kwargs });
}

function finish(release: Release, id: unknown, outcome: Outcome): Response | "drop" {
  switch (outcome.kind) {
    case "drop":
      return "drop";
    case "http":
      return broken(outcome.status, outcome.body);
    case "result":
      // A method that returns nothing leaves `result` out.
      return json(release, { jsonrpc: "2.0", id, ...(outcome.result === undefined ? {} : { result: outcome.result }) });
    case "error": {
      const { error } = outcome;
      const data = { name: error.pythonName, message: error.message, arguments: error.arguments, context: {}, debug: traceback(error) };
      return json(release, { jsonrpc: "2.0", id, error: { code: release === 14 ? 200 : 0, message: "Odoo Server Error", data } });
    }
  }
}

export const json = (release: Release, body: unknown, status = 200): Response => ({
  status,
  contentType: release === 14 ? "application/json" : "application/json; charset=utf-8",
  body: JSON.stringify(body),
});

export const versionOf = (release: Release) => ({
  server_version: `${release}.0`,
  server_version_info: [release, 0, 0, "final", 0, ""],
  server_serie: `${release}.0`,
  protocol_version: 1,
});
