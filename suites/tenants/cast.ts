import { proposeAction } from "#src/actions/index.ts";
import { createAccounts, createApi, type Accounts } from "#src/api/index.ts";
import type { Context, Database } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { readModelMonth } from "#src/main/model.ts";
import type { Role } from "#src/people/rights.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

export const ORIGIN = "http://127.0.0.1:4747";

/** Few, so that every one of them is used by one organisation right after the other. */
export const CONNECTIONS = 3;

/** Who asks, as headers. `nobody` brings none. */
export const CALLERS = ["viewer", "approver", "admin", "owner", "key read", "key decide", "nobody"] as const;
export type Caller = (typeof CALLERS)[number];

export interface Organisation {
  readonly id: string;
  /** In every text of this organisation, and in no text of another. */
  readonly canary: string;
  readonly headers: Readonly<Record<Caller, Record<string, string>>>;
  readonly users: Readonly<Record<Role, string>>;
}

export interface Stage {
  readonly db: Database;
  readonly accounts: Accounts;
  readonly app: ReturnType<typeof createApi>;
}

/** The API over the suite's database. */
export function openApi(db: Database): Stage {
  const origins = (): string[] => [ORIGIN];
  const accounts = createAccounts({ db, clock: systemClock, secret: "tenants-suite-".repeat(4), publicUrl: ORIGIN, origins });
  const app = createApi({
    db,
    clock: systemClock,
    logger: silentLogger,
    accounts,
    version: "0.0.0",
    origins,
    modelMonth: readModelMonth,
    webApp: null,
  });
  return { db, accounts, app };
}

/** An organisation with one person of each role, two keys, and an action that waits. */
export async function foundOrganisation(stage: Stage, id: string): Promise<Organisation> {
  const canary = `canary-of-${id}`;
  const { userId: ownerId } = await stage.accounts.ensureOwner({ orgId: id, orgName: canary });
  const owner = await signIn(stage, id);
  const people = new Map<Role, { headers: Record<string, string>; userId: string }>([["owner", { headers: owner, userId: ownerId }]]);
  for (const role of ["viewer", "approver", "admin"] as const) people.set(role, await join(stage, owner, { role, orgId: id, canary }));
  const key = async (scopes: readonly ("read" | "decide")[]): Promise<Record<string, string>> => ({
    "x-api-key": (await stage.accounts.createKey({ orgId: id, name: canary, scopes })).key,
  });
  await ask(stage, owner, "/api/ai-coo/invitations", { email: `open@${canary}.example`, role: "viewer" });
  await propose({ db: stage.db, clock: systemClock, orgId: id, actor: "system:ai-coo" }, canary);
  const of = (role: Role) => people.get(role)!;
  return {
    id,
    canary,
    users: { viewer: of("viewer").userId, approver: of("approver").userId, admin: of("admin").userId, owner: ownerId },
    headers: {
      viewer: of("viewer").headers,
      approver: of("approver").headers,
      admin: of("admin").headers,
      owner,
      "key read": await key(["read"]),
      "key decide": await key(["decide"]),
      nobody: {},
    },
  };
}

async function propose(ctx: Context, canary: string): Promise<void> {
  const now = ctx.clock.now();
  const times = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
  const parts = { actionId: uuidv7(now), orgId: ctx.orgId, ...times };
  const action = exampleAction({ reasoning: `Because of ${canary}, that is why.` }, parts);
  const result = await proposeAction({ ctx, input: { action } });
  if (!result.proposed) throw new Error(`the example was not proposed: ${result.reason}`);
}

async function join(
  stage: Stage,
  owner: Record<string, string>,
  { role, orgId, canary }: { readonly role: Role; readonly orgId: string; readonly canary: string },
): Promise<{ headers: Record<string, string>; userId: string }> {
  const email = `${role}@${canary}.example`;
  const { url } = (await ask(stage, owner, "/api/ai-coo/invitations", { email, role })) as { url: string };
  const token = new URLSearchParams(new URL(url).hash.slice(1)).get("token");
  await ask(stage, { origin: ORIGIN }, "/api/invitations/accept", {
    token,
    account: { name: `${role} ${canary}`, password: "a password of the suite" },
  });
  const headers = await signIn(stage, orgId, email);
  const session = await stage.app.request("/api/session", { headers });
  const { actor } = (await session.json()) as { actor: string };
  return { headers, userId: actor.slice("user:".length) };
}

async function signIn(stage: Stage, orgId: string, email?: string): Promise<Record<string, string>> {
  const { token } = await stage.accounts.mintSignInToken({ orgId, email });
  const answer = await stage.app.request("/api/auth/sign-in/link", {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { cookie, origin: ORIGIN };
}

async function ask(stage: Stage, headers: Record<string, string>, path: string, body: object): Promise<unknown> {
  const answer = await stage.app.request(path, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
