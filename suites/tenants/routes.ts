import { rightsOfRoutes } from "#src/api/middleware/authorised.ts";
import { rightsOfRole, type Right, type Role } from "#src/people/rights.ts";
import { CALLERS, CONNECTIONS, ORIGIN, type Caller, type Organisation, type Stage } from "./cast.ts";
import { sampleOf, takes, type Schema } from "./samples.ts";

/** One route of the table, as it is asked. */
export interface Route {
  readonly method: string;
  /** As in the document, `{id}`. */
  readonly path: string;
  readonly right: Right | null;
  /** The names in the path that stand for an identifier. */
  readonly parameters: readonly string[];
  /** What each of them has to look like. */
  readonly forms: Readonly<Record<string, Schema>>;
  /** Those that stand for one of a list of words, with the first of it: whoever guesses identifiers knows these. */
  readonly fixed: Readonly<Record<string, string>>;
  /** The names in the query that take a text. */
  readonly queries: readonly string[];
  /** What has to stand in the query, with a value that it takes. */
  readonly required: string;
  readonly body: unknown;
  /** What the body has to look like; absent where there is none. */
  readonly bodyForm: Schema | undefined;
}

/**
 * What is open to who has no session, each with what it is believed by. Everything else of the route table stands behind the
 * sign-in, and the suite fails where it does not.
 */
const OPEN: Readonly<Record<string, string>> = {
  "GET /api/health": "says only whether it works",
  "GET /api/ready": "says only whether it works",
  "GET /api/openapi.json": "the document",
  "GET /api/set-up": "one word",
  "POST /api/invitations/look": "the secret of the link",
  "POST /api/invitations/accept": "the secret of the link",
  "GET /api/unsubscribe/:token": "the secret of the link",
  "POST /api/unsubscribe/:token": "the secret of the link",
};

/** The folders whose routes are believed by a secret of their own: a password, a provider's signature, a link. */
const OPEN_FOLDERS = ["/api/auth/", "/api/webhooks/", "/api/unsubscribe", "/api/decision-links"];

/** Bodies of which the schema does not say all: an edit changes something. */
const BODIES: Readonly<Record<string, unknown>> = {
  "POST /api/ai-coo/actions/{id}/edit": { fingerprint: "0".repeat(64), edit: { type: "send_email", subject: "Another subject" } },
};

type Operation = Readonly<{
  parameters?: readonly Parameter[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  security?: unknown;
}>;
type Parameter = Readonly<{ name: string; in: string; required?: boolean; schema?: Schema }>;

/** The routes behind the sign-in, from the document, and faults where the table of the application holds others. */
export async function readRoutes({ app }: Stage): Promise<{ readonly routes: readonly Route[]; readonly faults: readonly string[] }> {
  const document = (await (await app.request("/api/openapi.json")).json()) as { paths: Record<string, Record<string, Operation>> };
  const rights = rightsOfRoutes(app);
  const routes: Route[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [lower, operation] of Object.entries(methods)) {
      const name = `${lower.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
      if (operation.security === undefined) continue;
      const parameters = operation.parameters ?? [];
      const inPath = parameters.filter((one) => one.in === "path");
      routes.push({
        method: lower.toUpperCase(),
        path,
        right: rights.get(name) ?? null,
        parameters: inPath.filter(({ schema }) => !Array.isArray(schema?.["enum"])).map(({ name: one }) => one),
        forms: Object.fromEntries(inPath.map(({ name: one, schema }) => [one, schema ?? {}])),
        fixed: Object.fromEntries(
          inPath.flatMap(({ name: one, schema }) => (Array.isArray(schema?.["enum"]) ? [[one, String(schema["enum"][0])]] : [])),
        ),
        queries: parameters.filter((one) => one.in === "query" && one.schema?.["type"] === "string").map((one) => one.name),
        required: parameters
          .filter((one) => one.in === "query" && one.required === true)
          .map((one) => `${one.name}=${encodeURIComponent(String(sampleOf(one.schema)))}`)
          .join("&"),
        body: BODIES[`${lower.toUpperCase()} ${path}`] ?? sampleOf(operation.requestBody?.content?.["application/json"]?.schema),
        bodyForm: operation.requestBody?.content?.["application/json"]?.schema,
      });
    }
  }
  const guarded = new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`));
  const faults = app.routes
    // a handler stands for one method; the rest is what every request passes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"))
    .map(({ method, path }) => `${method} ${path}`)
    .filter(
      (name) => !guarded.has(name) && OPEN[name] === undefined && !OPEN_FOLDERS.some((folder) => name.split(" ")[1]!.startsWith(folder)),
    )
    .map((name) => `${name}: a route that asks for no sign-in and is not known to be open`);
  for (const { method, path, right } of routes) if (right === null) faults.push(`${method} ${path}: a route that names no right`);
  return { routes, faults: [...new Set(faults)] };
}

/** What somebody has by their role or key. */
export function hasRight(caller: Caller, right: Right | null): boolean {
  if (right === null || caller === "nobody") return false;
  if (caller === "key read") return right === "read";
  if (caller === "key decide") return right === "read" || right === "decide";
  return rightsOfRole(caller satisfies Role).includes(right);
}

/** Every route by every caller: who is nobody is told so, who lacks the right is refused, and nobody else is. */
export async function walkRoles(
  stage: Stage,
  routes: readonly Route[],
  org: Organisation,
): Promise<{ readonly asked: number; readonly faults: string[] }> {
  const faults: string[] = [];
  let asked = 0;
  for (const route of routes) {
    for (const caller of CALLERS) {
      asked += 1;
      // an empty body never gets past its schema: nothing is done while the doors are tried
      const { status } = await ask(stage, route, org.headers[caller], { id: NOBODYS, body: {} });
      const expected =
        caller === "nobody" ? status === 401 : hasRight(caller, route.right) ? status !== 401 && status !== 403 : status === 403;
      if (!expected || status >= 500) faults.push(`${route.method} ${route.path} as ${caller}: ${status}`);
    }
  }
  return { asked, faults };
}

/** An identifier that nothing has. */
const NOBODYS = "019cad1a-4c00-7000-8000-0000000000fe";

export interface ForeignWalk {
  readonly asked: number;
  readonly faults: string[];
}

/**
 * Every route with every identifier of the other organisation, as who may do most: it is not there. And whatever is asked, by
 * anybody, nothing of the other organisation is in the answer.
 */
export async function walkForeign(
  stage: Stage,
  routes: readonly Route[],
  { own, other, ids }: { readonly own: Organisation; readonly other: Organisation; readonly ids: readonly string[] },
): Promise<ForeignWalk> {
  const faults: string[] = [];
  let asked = 0;
  const look = (name: string, answer: string, sent: string): void => {
    // an answer may repeat what was asked for
    const text = sent === "" ? answer : answer.replaceAll(sent, "");
    if (text.includes(other.canary)) faults.push(`${name}: the answer holds texts of the other organisation`);
    const leaked = ids.find((id) => id !== sent && id.length > 12 && text.includes(id));
    if (leaked !== undefined) faults.push(`${name}: the answer holds ${leaked} of the other organisation`);
  };
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const callers = CALLERS.filter((caller) => caller !== "nobody" && hasRight(caller, route.right));
    for (const caller of route.parameters.length === 0 ? callers : mostOf(callers)) {
      await atOnce(route.parameters.length === 0 ? [""] : ids, async (id) => {
        asked += 1;
        const whole = route.required === "" ? route : { ...route, path: `${route.path}?${route.required}` };
        const { status, text } = await ask(stage, whole, own.headers[caller], {
          id,
          body: route.method === "GET" ? undefined : route.body,
        });
        look(`${name} as ${caller}`, text, id);
        // an identifier of another kind may be none of the right form; a number is Odoo's own, and everybody has a 1
        const isNumber = route.parameters.some((parameter) => parameter.endsWith("partnerId"));
        const isOfForm = route.parameters.every((parameter) => takes(route.forms[parameter], id));
        if (route.parameters.length > 0 && !isNumber && status !== (isOfForm ? 404 : 400))
          faults.push(`${name} as ${caller} with a foreign identifier: ${status}`);
      });
    }
    for (const query of route.method === "GET" ? route.queries : []) {
      await atOnce(ids, async (id) => {
        asked += 1;
        const { text } = await ask(stage, { ...route, path: `${route.path}?${query}=${encodeURIComponent(id)}` }, own.headers.owner, {
          id: NOBODYS,
        });
        look(`${name} asking for ${query}`, text, id);
      });
    }
  }
  for (const userId of Object.values(other.users)) {
    asked += 1;
    const answer = await stage.app.request("/api/session", { headers: { ...own.headers.owner, "x-acting-for": userId } });
    if (answer.status !== 403) faults.push(`acting for somebody of the other organisation: ${answer.status}`);
  }
  return { asked, faults };
}

/** As many at once as there are connections, so that the pool hands them from one request to the next. */
async function atOnce<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

/** Of those with the right, the owner if there is one: who may do most. */
const mostOf = (callers: readonly Caller[]): Caller[] => [callers.includes("owner") ? "owner" : callers[0]!].filter(Boolean);

/** Asks a route, with the identifier wherever its path holds one; a customer's number is Odoo's own, and everybody has a 1. */
export async function ask(
  { app }: Stage,
  { method, path, fixed }: Pick<Route, "method" | "path" | "fixed">,
  headers: Record<string, string>,
  { id, body }: { readonly id: string; readonly body?: unknown },
): Promise<{ readonly status: number; readonly text: string }> {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fixed[name] ?? (name === "partnerId" ? "1" : id)));
  const answer = await app.request(address, {
    method,
    headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
    ...(method === "GET" || body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // a stream of events has no end
  if (answer.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    await answer.body?.cancel();
    return { status: answer.status, text: "" };
  }
  return { status: answer.status, text: await answer.text() };
}
