import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Identity } from "../accounts/index.ts";
import { CLIENT_ADDRESS, clientAddress } from "../clientAddress.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { DOORS, type Door } from "./authDoors.ts";

/** better-auth's doors that are open, each a POST with a body of ours and an answer cut down to what the page needs. */
export function authRoutes(app: OpenAPIHono<ApiEnv>, { accounts, db, clock, proxies = 0 }: ApiDeps): void {
  for (const door of DOORS) {
    app.post(`/api/auth${door.path}`, async (c) => {
      const body = await bodyOf(door, c.req.raw);
      const me = door.session === undefined ? null : await signedIn(accounts.identify, c.req.raw.headers, door.session);
      const answer = await accounts.handle(askBetterAuth(door, c.req.raw, body, clientAddress(c.req.raw.headers, c.env, proxies)));
      if (!answer.ok) throw refusalOf(answer.status, door);
      const told = door.tell(answer.status === 204 ? null : await answer.json());
      if (me !== null && door.audit !== undefined) {
        const kind = door.audit;
        const ctx = { db, clock, orgId: me.orgId, actor: me.actor };
        // right after: better-auth owns the write
        await withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind, facts: { user: me.actor.slice("user:".length) } }));
      }
      const done = c.json({ ok: true, ...told }, 200);
      for (const cookie of answer.headers.getSetCookie()) done.headers.append("set-cookie", cookie);
      return done;
    });
  }
}

/** Who asks, where the door needs somebody; `perhaps` lets nobody through too, as the second step of signing in has to. */
async function signedIn(
  identify: (headers: Headers) => Promise<Identity>,
  headers: Headers,
  session: "needed" | "perhaps",
): Promise<Identity | null> {
  try {
    const me = await identify(headers);
    if (me.session !== null) return me;
  } catch (error) {
    if (session === "needed") throw error;
    return null;
  }
  throw new AiCooError("forbidden", "A key has no account, so nothing was done.", { next: "Sign in." });
}

async function bodyOf(door: Door, request: Request): Promise<object> {
  const raw: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  const parsed = door.body.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new AiCooError("invalid_input", "The request is not what this address takes, so nothing was done.", {
    next: "Correct what the details name.",
    details: { issues: z.flattenError(parsed.error).fieldErrors },
  });
}

/** The same request as better-auth knows it: some of its doors are GETs, which here nothing that changes anything is. */
function askBetterAuth({ path, at = path, get = false }: Door, request: Request, body: object, from: string | null): Request {
  const url = new URL(request.url);
  url.pathname = `/api/auth${at}`;
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.delete(CLIENT_ADDRESS);
  if (from !== null) headers.set(CLIENT_ADDRESS, from);
  return get ? new Request(url, { method: "GET", headers }) : new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
}

function refusalOf(status: number, { path, refusal }: Door): AiCooError {
  if (status === 429) {
    return new AiCooError("forbidden", "Too many attempts, so this one was not looked at.", { next: "Wait a minute and try again." });
  }
  if (status >= 500) return new AiCooError("internal", "The sign-in failed inside AI COO.", { next: "Look at the log of AI COO." });
  const [message, next] = refusal;
  // a wrong password of somebody who is signed in does not sign them out
  return new AiCooError(path.startsWith("/sign-in") || path.startsWith("/two-factor/verify") ? "unauthenticated" : "forbidden", message, {
    next,
  });
}
