import { type Context, type Env, type Server } from "./env.ts";
import { accessError, PythonError, typeError, userError } from "./errors.ts";
import type { Args, Method } from "./model.ts";
import { isRecord } from "./values.ts";

/** One call as it came in, before anybody looked whether it makes sense. */
export interface Request {
  readonly uid: number;
  readonly su: boolean;
  readonly model: string;
  readonly method: string;
  /** Positional (JSON-RPC) or by name (JSON-2, where `ids` and `context` stand among them). */
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly named: boolean;
  /** From this process, not over the wire: may call the `_` methods with which a company is built. */
  readonly internal?: boolean;
}

export interface Answer {
  readonly result: unknown;
  /** Whether the method changes something. */
  readonly writes: boolean;
}

const PRIVATE_19 = ["init", "exists", "check_access", "browse", "sudo", "with_context", "with_user", "mapped", "filtered"];

/** Runs one call as one transaction. Throws a `PythonError` for everything that Odoo would raise. */
export function dispatch(server: Server, request: Request): Answer {
  const { model: modelName, method: name, named } = request;
  const model = server.models.get(modelName);
  if (!model) {
    throw named
      ? new PythonError("werkzeug.exceptions.NotFound", `the model '${modelName}' does not exist`, [
          `the model '${modelName}' does not exist`,
          404,
        ])
      : userError(`Object ${modelName} doesn't exist`);
  }
  if (!request.internal) refusePrivate(server, modelName, name);
  const method = model.methods.get(name);
  if (!method) throw unknownMethod(server, modelName, name, named);
  const bound = named ? bindNamed(server, method, request) : bindPositional(server, method, request);
  const env: Env = { server, release: server.release, store: server.store, uid: request.uid, su: request.su, context: bound.context };
  const result = server.store.transaction(() => method.run(env, bound.ids, bound.args, bound.rest));
  return { result: shape(result, method, request), writes: method.writes ?? false };
}

function refusePrivate(server: Server, model: string, name: string): void {
  if (!name.startsWith("_") && !(server.release === 19 && PRIVATE_19.includes(name))) return;
  throw accessError(`Private methods (such as ${server.release === 14 ? name : `'${model}.${name}'`}) cannot be called remotely.`);
}

function unknownMethod(server: Server, model: string, name: string, named: boolean): PythonError {
  if (server.release === 14) return new PythonError("builtins.AttributeError", `type object '${model}' has no attribute '${name}'`);
  const message = `The method '${model}.${name}' does not exist`;
  return named
    ? new PythonError("werkzeug.exceptions.NotFound", message, [message, 404])
    : new PythonError("builtins.AttributeError", message);
}

interface Bound {
  readonly ids: readonly number[];
  readonly args: Args;
  readonly rest: Args;
  readonly context: Context;
}

const parametersOf = (server: Server, method: Method): { name: string; optional: boolean }[] =>
  ((server.release === 14 ? method.params14 : undefined) ?? method.params).map((param) => ({
    name: param.replace("?", ""),
    optional: param.endsWith("?"),
  }));

const takesRest = (server: Server, method: Method): boolean => method.rest === true || method.rest === server.release;

function asIds(value: unknown): readonly number[] {
  if (value === undefined || value === null || value === false) return [];
  // Anything else in the list is refused where it is looked up, as by the database.
  return Array.isArray(value) ? (value as number[]) : [value as number];
}

function contextOf(value: unknown): Context {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw new PythonError("builtins.ValueError", "dictionary update sequence element #0 has length 1; 2 is required");
  return value;
}

const unprocessable = (message: string): PythonError => new PythonError("werkzeug.exceptions.UnprocessableEntity", message, [message, 422]);

function bindNamed(server: Server, method: Method, request: Request): Bound {
  const { ids, context, ...given } = request.kwargs;
  if (!method.onRecords && Array.isArray(ids) && ids.length > 0)
    throw unprocessable(`cannot call ${request.model}.${request.method} with ids`);
  const args: Record<string, unknown> = {};
  for (const { name, optional } of parametersOf(server, method)) {
    if (name in given) args[name] = given[name];
    else if (!optional) throw unprocessable(`missing a required argument: '${name}'`);
  }
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in args)));
  const [surplus] = Object.keys(rest);
  if (surplus !== undefined && !takesRest(server, method)) throw unprocessable(`got an unexpected keyword argument '${surplus}'`);
  return { ids: asIds(ids), args, rest, context: contextOf(context) };
}

function bindPositional(server: Server, method: Method, request: Request): Bound {
  const { context, ...given } = request.kwargs;
  const positional = method.onRecords ? request.args.slice(1) : request.args;
  const label = server.release === 14 ? request.method : `BaseModel.${request.method}`;
  const args: Record<string, unknown> = {};
  const parameters = parametersOf(server, method);
  parameters.forEach(({ name, optional }, index) => {
    if (index < positional.length) args[name] = positional[index];
    else if (name in given) args[name] = given[name];
    else if (!optional) throw typeError(`${label}() missing 1 required positional argument: '${name}'`);
  });
  if (positional.length > parameters.length) {
    throw typeError(`${label}() takes ${parameters.length + 1} positional arguments but ${positional.length + 1} were given`);
  }
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in args)));
  const [surplus] = Object.keys(rest);
  if (surplus !== undefined && !takesRest(server, method)) throw typeError(`${label}() got an unexpected keyword argument '${surplus}'`);
  return { ids: method.onRecords ? asIds(request.args[0]) : [], args, rest, context: contextOf(context) };
}

/** JSON-2 answers with a list of ids where JSON-RPC answers a single `create` with one. */
function shape(result: unknown, method: Method, request: Request): unknown {
  if (request.named && request.method === "create" && typeof result === "number") return [result];
  return result;
}
