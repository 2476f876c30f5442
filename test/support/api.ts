import { eq } from "drizzle-orm";
import { createAccounts, createApi, signInUrl, type Accounts, type ApiDeps, type WebApp } from "#src/api/index.ts";
import { proposeAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { systemClock, type Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import type { Connection } from "#src/api/clientAddress.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { readModelMonth } from "#src/main/model.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { exampleAction, type DocumentParts } from "./protocolDocuments.ts";

export const ORIGIN = "http://127.0.0.1:4747";

export interface TestApi extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly accounts: Accounts;
  readonly app: ReturnType<typeof createApi>;
  readonly clock: Clock;
}

/** The API over a database of its own, with the organisation `org-acme` and its owner. */
export async function createTestApi(
  options: {
    readonly webApp?: WebApp;
    readonly origins?: () => readonly string[];
    readonly inbound?: NonNullable<ApiDeps["inbound"]>;
    readonly ending?: AbortSignal;
    readonly logger?: ApiDeps["logger"];
    readonly proxies?: number;
  } = {},
): Promise<TestApi> {
  const database = await createTestDatabase();
  const clock = systemClock;
  const origins = options.origins ?? (() => [ORIGIN]);
  const accounts = createAccounts({ db: database.db, clock, secret: "test-secret-".repeat(4), publicUrl: ORIGIN, origins });
  await accounts.ensureOwner({ orgId: "org-acme", orgName: "Acme" });
  const app = ofOneClient(
    createApi({
      db: database.db,
      clock,
      logger: options.logger ?? silentLogger,
      accounts,
      version: "1.2.3",
      origins,
      modelMonth: readModelMonth,
      webApp: options.webApp ?? null,
      ...(options.inbound === undefined ? {} : { inbound: options.inbound }),
      ...(options.ending === undefined ? {} : { ending: options.ending }),
      ...(options.proxies === undefined ? {} : { proxies: options.proxies }),
    }),
  );
  return { database, accounts, app, clock, [Symbol.asyncDispose]: () => database.drop() };
}

/** What a request brings along that came from this address, for `app.request`. */
export const from = (remoteAddress: string): Connection => ({ incoming: { socket: { remoteAddress } } });

let clients = 0;

/** Its requests come from an address of their own: guesses are counted by address, in the memory of the whole process. */
function ofOneClient(app: ReturnType<typeof createApi>): ReturnType<typeof createApi> {
  clients += 1;
  const own = from(`10.1.${clients >> 8}.${clients & 0xff}`);
  const { request } = app;
  app.request = (input, init, connection, context) => request(input, init, connection ?? own, context);
  return app;
}

/** Follows a fresh one-time link as the page does; the cookie of the session it made. */
export async function signIn({ accounts, app }: TestApi, orgId = "org-acme"): Promise<string> {
  const { token } = await accounts.mintSignInToken({ orgId });
  const answer = await app.request("/api/auth/sign-in/link", {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body: JSON.stringify({ token: new URLSearchParams(new URL(signInUrl(ORIGIN, token)).hash.slice(1)).get("token") }),
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  if (answer.status !== 200 || cookie.length === 0) throw new AiCooError("internal", `The sign-in answered ${answer.status}.`);
  return cookie.join("; ");
}

/** What a page of ours sends with a change. */
export const fromPage = (cookie: string, body: object): RequestInit => ({
  method: "POST",
  headers: { cookie, origin: ORIGIN, "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Proposes a valid action for an organisation and answers its id and fingerprint. */
export async function propose(
  { database, clock }: TestApi,
  {
    orgId = "org-acme",
    overrides = {},
    parts = {},
  }: { readonly orgId?: string; readonly overrides?: Partial<ActionProtocol>; readonly parts?: Partial<DocumentParts> } = {},
): Promise<{ readonly actionId: string; readonly fingerprint: string; readonly action: ActionProtocol }> {
  const now = clock.now();
  const times = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
  const action = exampleAction(overrides, { actionId: uuidv7(now), orgId, ...times, ...parts });
  const result = await proposeAction({ ctx: { db: database.db, clock, orgId, actor: "system:ai-coo" }, input: { action } });
  if (!result.proposed) throw new AiCooError("conflict", `The example was not proposed: ${result.reason}.`);
  return { actionId: result.actionId, fingerprint: result.fingerprint, action };
}

/** Leaves a proposed action as a lost answer does: nobody knows whether it happened. */
export async function leaveInDoubt({ database, clock }: TestApi, actionId: string, orgId = "org-acme"): Promise<void> {
  await withTransaction({ db: database.db, clock, orgId, actor: "system:ai-coo" }, ({ tx }) =>
    tx.update(autonomousActions).set({ status: "needs_attention" }).where(eq(autonomousActions.actionId, actionId)),
  );
}
