import type { Context as RequestContext, Env } from "hono";
import type { Context, Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Logger } from "#src/lib/logger.ts";
import type { Accounts, Identity } from "./accounts/index.ts";
import type { Inbound } from "./inbound/types.ts";
import type { WebApp } from "./web/webApp.ts";

/** Everything the API works with. No secret is among it that could cause an effect. */
export interface ApiDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly accounts: Accounts;
  /** Of the product, for the health answer and the OpenAPI document. */
  readonly version: string;
  /** Origins that pages of the product are served from; a decision from any other is refused. */
  readonly origins: () => readonly string[];
  /** Aborted once the process was told to stop: it takes no change any more, and streams end; never when absent. */
  readonly ending?: AbortSignal;
  /** How often a stream of events says that it is there, in milliseconds; 15 seconds when absent. */
  readonly beatMs?: number;
  /** By what callers without a session are believed: webhooks and unsubscribe links. None are when absent. */
  readonly inbound?: Inbound;
  /** Where people open Odoo, for links to its records; absent where it has no pages. */
  readonly odooUrl?: string | undefined;
  /** The built page; null where only the API is served. */
  readonly webApp: WebApp | null;
}

export interface ApiEnv extends Env {
  Variables: { identity: Identity };
}

/** The context of a request's verbs: its organisation and actor are the identity's, never the body's. */
export function contextOf(c: RequestContext<ApiEnv>, { db, clock }: ApiDeps): Context {
  const { orgId, actor } = c.get("identity");
  return { db, clock, orgId, actor };
}

/** Refuses who may only read. Errors: `forbidden`. */
export function requireDecider(c: RequestContext<ApiEnv>): void {
  const { mayDecide, by } = c.get("identity");
  if (mayDecide) return;
  throw new AiCooError("forbidden", "You may read this and not decide it, so nothing was changed.", {
    next:
      by === "key"
        ? "Make a key that may decide: `ai-coo keys create --name <name> --decide`."
        : "Ask an owner of the organisation for the role approver.",
  });
}

/** Refuses who may not change what the organisation allows: the same people who may stop everything, and no key. Errors: `forbidden`. */
export function requireGovernor(c: RequestContext<ApiEnv>): void {
  if (c.get("identity").mayStop) return;
  throw new AiCooError("forbidden", "Only an owner or an admin may change what the organisation allows, so nothing was changed.", {
    next: "Ask an owner of the organisation, or use `ai-coo policy` where AI COO runs.",
  });
}

/** Refuses who may not stop and resume everything. Errors: `forbidden`. */
export function requireController(c: RequestContext<ApiEnv>): void {
  if (c.get("identity").mayStop) return;
  throw new AiCooError("forbidden", "Only an owner or an admin may stop and resume everything, so nothing was changed.", {
    next: "Ask an owner of the organisation, or use `ai-coo stop` where AI COO runs.",
  });
}
