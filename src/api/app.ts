import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import type { MiddlewareHandler } from "hono";
import { AiCooError, asAiCooError } from "#src/lib/errors.ts";
import type { ApiDeps, ApiEnv } from "./deps.ts";
import { errorBodyOf, httpStatusOf } from "./errors.ts";
import { refuseWhileDraining } from "./middleware/draining.ts";
import { authorised } from "./middleware/authorised.ts";
import { withPlainPatterns } from "./openapi.ts";
import { securityHeaders } from "./middleware/headers.ts";
import { identified } from "./middleware/identified.ts";
import { keepableAddress, keepableBody } from "./middleware/keepable.ts";
import { withSaid } from "./middleware/said.ts";
import { sameOrigin } from "./middleware/sameOrigin.ts";
import { accountRoutes } from "./routes/account.ts";
import { actionRoutes } from "./routes/actions.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { auditRoutes } from "./routes/audit.ts";
import { authRoutes } from "./routes/auth.ts";
import { changeRoutes } from "./routes/changes.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { customerRoutes } from "./routes/customers.ts";
import { decisionLinkRoutes } from "./routes/decisionLinks.ts";
import { decisionRoutes } from "./routes/decisions.ts";
import { delegationRoutes } from "./routes/delegations.ts";
import { followUpRoutes } from "./routes/followUps.ts";
import { eventRoutes } from "./routes/events.ts";
import { healthRoutes } from "./routes/health.ts";
import { holdRoutes } from "./routes/holds.ts";
import { inboxRoutes } from "./routes/inbox.ts";
import { joiningRoutes } from "./routes/joining.ts";
import { keyRoutes } from "./routes/keys.ts";
import { modelRoutes } from "./routes/model.ts";
import { monitoringRoutes } from "./routes/monitoring.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { outcomeRoutes } from "./routes/outcomes.ts";
import { outreachRoutes } from "./routes/outreach.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { peopleRoutes } from "./routes/people.ts";
import { policyRoutes } from "./routes/policy.ts";
import { savedViewRoutes } from "./routes/savedViews.ts";
import { sequenceRoutes } from "./routes/sequences.ts";
import { sessionRoutes } from "./routes/session.ts";
import { stopRoutes } from "./routes/stop.ts";
import { unsubscribeRoutes } from "./routes/unsubscribe.ts";
import { webhookRoutes } from "./routes/webhooks.ts";
import { respondWith } from "./web/webApp.ts";

/** What the product answers over HTTP: the API below `/api/`, the page everywhere else. */
export function createApi(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error.issues);
    },
  });
  app.onError((error, c) => {
    const known = fromHttp(error) ?? asAiCooError(error);
    const status = httpStatusOf(known.code);
    // the pattern of the route: what stands in an address may be a secret
    if (status >= 500) deps.logger.error({ err: known, cause: known.cause, path: routePath(c) }, known.message);
    return c.json(errorBodyOf(known), status);
  });
  app.use(securityHeaders);
  app.use("/api/*", withSaid(deps.logger));
  app.use("/api/*", exceptReports(refuseWhileDraining(deps.ending)));
  app.use("/api/*", sameOrigin(deps.origins));
  app.use("/api/*", bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));
  app.use("/api/session", identified(deps));
  app.use("/api/events", identified(deps));
  app.use("/api/ai-coo/*", identified(deps));
  for (const path of ["/api/session", "/api/events", "/api/ai-coo/*"]) app.use(path, authorised(app));
  app.use("/api/*", keepableAddress);
  app.use("/api/ai-coo/*", keepableBody);
  app.use("/api/decision-links/*", keepableBody);

  healthRoutes(app, deps);
  authRoutes(app, deps);
  sessionRoutes(app, deps);
  joiningRoutes(app, deps);
  accountRoutes(app, deps);
  peopleRoutes(app, deps);
  delegationRoutes(app, deps);
  keyRoutes(app, deps);
  actionRoutes(app, deps);
  decisionRoutes(app, deps);
  changeRoutes(app, deps);
  inboxRoutes(app, deps);
  savedViewRoutes(app, deps);
  followUpRoutes(app, deps);
  customerRoutes(app, deps);
  sequenceRoutes(app, deps);
  monitoringRoutes(app, deps);
  alertRoutes(app, deps);
  overviewRoutes(app, deps);
  outreachRoutes(app, deps);
  auditRoutes(app, deps);
  connectionRoutes(app, deps);
  outcomeRoutes(app, deps);
  modelRoutes(app, deps);
  stopRoutes(app, deps);
  policyRoutes(app, deps);
  eventRoutes(app, deps);
  holdRoutes(app, deps);
  notificationRoutes(app, deps);
  decisionLinkRoutes(app, deps);
  webhookRoutes(app, deps);
  unsubscribeRoutes(app, deps);
  document(app, deps.version);
  page(app, deps);
  return app;
}

/**
 * What people and providers report is taken to the end: some deliver it only once, and who unsubscribes or stops is not asked to
 * do it again.
 */
const exceptReports =
  (handler: MiddlewareHandler<ApiEnv>): MiddlewareHandler<ApiEnv> =>
  (c, next) =>
    c.req.path.startsWith("/api/webhooks/") ? next() : handler(c, next);

/** More than any body that the API takes. */
const MOST_BYTES = 64 * 1024;

function tooLarge(): never {
  throw new AiCooError("invalid_input", `The request is larger than ${MOST_BYTES} bytes, so it was not read.`, {
    next: "Send only what /api/openapi.json describes.",
  });
}

function document(app: OpenAPIHono<ApiEnv>, version: string): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", { type: "apiKey", in: "cookie", name: "ai_coo.session_token" });
  app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "apiKey", in: "header", name: "x-api-key" });
  app.get("/api/openapi.json", (c) =>
    c.json(withPlainPatterns(app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "AI COO", version } }))),
  );
}

/** The page: its files by name, and its first document for every address that the router in it knows. */
function page(app: OpenAPIHono<ApiEnv>, { webApp }: ApiDeps): void {
  app.all("/api/*", () => {
    throw new AiCooError("not_found", "There is no such address in the API.", { next: "Look it up in /api/openapi.json." });
  });
  app.get("*", (c) => {
    if (webApp === null) return c.text("The page is not built. Build it with `npm run web:build` and start AI COO again.\n", 503);
    const file = webApp.file(c.req.path);
    if (file === undefined && c.req.path.startsWith("/assets/")) return c.text("Not found\n", 404);
    return respondWith(file ?? webApp.index, c.req.raw);
  });
}

function invalidInput(issues: readonly { readonly path: PropertyKey[]; readonly message: string }[]): AiCooError {
  const [first] = issues;
  const where = first === undefined || first.path.length === 0 ? "" : ` (${first.path.map(String).join(".")}: ${first.message})`;
  return new AiCooError("invalid_input", `The request is not what this address takes${where}, so nothing was done.`, {
    next: "Correct what the details name; /api/openapi.json describes every address.",
    details: { issues: issues.map(({ path, message }) => ({ path: path.map(String).join("."), message })) },
  });
}

/** Hono's own refusals, such as a body that is not JSON. */
function fromHttp(error: unknown): AiCooError | null {
  if (!(error instanceof HTTPException) || error.status >= 500) return null;
  return new AiCooError("invalid_input", "The request cannot be read, so nothing was done.", {
    next: "Send JSON with content-type application/json.",
    cause: error,
  });
}
