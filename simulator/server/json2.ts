import { PythonError, traceback } from "../engine/errors.ts";
import { isRecord } from "../engine/values.ts";
import { type Backend, type Outcome, runCall } from "./run.ts";

export interface Response {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = "application/json; charset=utf-8";
export const HTML_TYPE = "text/html; charset=utf-8";

const werkzeug = (name: string, message: string, status: number): PythonError =>
  new PythonError(`werkzeug.exceptions.${name}`, message, [message, status]);

/** `POST /json/2/<model>/<method>`, release 19. */
export async function json2(
  backend: Backend,
  request: { readonly method: string; readonly path: string; readonly headers: NodeJS.Dict<string | string[]>; readonly body: string },
): Promise<Response | "drop"> {
  const database = request.headers["x-odoo-database"];
  if (database !== undefined && database !== backend.instance.server.database)
    return { status: 404, contentType: HTML_TYPE, body: NO_DATABASE };
  if (request.method !== "POST") return failure(werkzeug("NotFound", "Did you mean POST /json/2/<model>/<method>?", 404));
  if (!String(request.headers["content-type"] ?? "application/json").startsWith("application/json")) {
    return {
      status: 415,
      contentType: HTML_TYPE,
      body: "<!doctype html>\n<html lang=en>\n<title>415 Unsupported Media Type</title>\n<h1>Unsupported Media Type</h1>\n",
    };
  }
  const bearer = /^bearer\s+(.*)$/i.exec(String(request.headers["authorization"] ?? ""));
  if (!bearer) return failure(werkzeug("Unauthorized", "User not authenticated, use an API Key with a Bearer Authorization header.", 401));
  const who = [backend.instance.user, backend.instance.admin].find((one) => one.apiKey === bearer[1]?.trim());
  if (!who) {
    return failure(werkzeug("Unauthorized", "Invalid apikey", 401));
  }
  const [model = "", method = ""] = request.path.split("/").slice(3).map(decodeURIComponent);
  let kwargs: unknown;
  try {
    kwargs = request.body.trim() === "" ? {} : JSON.parse(request.body);
  } catch {
    return failure(werkzeug("BadRequest", "could not parse the body as json: Expecting value: line 1 column 1 (char 0)", 400));
  }
  return answer(await runCall(backend, { transport: "json2", who, model, method, args: [], kwargs: isRecord(kwargs) ? kwargs : {} }));
}

function answer(outcome: Outcome): Response | "drop" {
  switch (outcome.kind) {
    case "drop":
      return "drop";
    case "result":
      return { status: 200, contentType: JSON_TYPE, body: JSON.stringify(outcome.result ?? null) };
    case "error":
      return failure(outcome.error);
    case "http":
      return broken(outcome.status, outcome.body);
  }
}

const STATUS: Readonly<Record<string, number>> = {
  "odoo.exceptions.AccessError": 403,
  "odoo.exceptions.AccessDenied": 403,
  "odoo.exceptions.MissingError": 404,
  "odoo.exceptions.UserError": 422,
  "odoo.exceptions.ValidationError": 422,
  "odoo.exceptions.RedirectWarning": 422,
};

function failure(error: PythonError): Response {
  const fromWerkzeug = error.pythonName.startsWith("werkzeug.") ? error.arguments[1] : undefined;
  const status = typeof fromWerkzeug === "number" ? fromWerkzeug : (STATUS[error.pythonName] ?? 500);
  const body = { name: error.pythonName, message: error.message, arguments: error.arguments, context: {}, debug: traceback(error) };
  return {
    status,
    contentType: JSON_TYPE,
    body: JSON.stringify(body),
    ...(status === 401 ? { headers: { "WWW-Authenticate": "Bearer " } } : {}),
  };
}

/** What comes from a proxy or a server that is going down. */
export function broken(status: number, body: "html" | "json" | "empty"): Response {
  if (body === "empty") return { status, contentType: HTML_TYPE, body: "" };
  if (body === "html")
    return {
      status,
      contentType: HTML_TYPE,
      body: `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body>\r\n<center><h1>${status} Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n`,
    };
  const error = new PythonError("builtins.Exception", "Internal Server Error");
  return {
    status,
    contentType: JSON_TYPE,
    body: JSON.stringify({
      name: error.pythonName,
      message: error.message,
      arguments: error.arguments,
      context: {},
      debug: traceback(error),
    }),
  };
}

const NO_DATABASE =
  "<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n<!-- Alternatively, use the X-Odoo-Database header. -->\n";
