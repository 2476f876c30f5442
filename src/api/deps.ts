import type { Context as RequestContext, Env } from "hono";
import type { Context, Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import type { Logger } from "#src/lib/logger.ts";
import type { Connection } from "./clientAddress.ts";
import type { Accounts, Identity } from "./accounts/index.ts";
import type { Inbound } from "./inbound/types.ts";
import type { WebApp } from "./web/webApp.ts";

/** A month of the organisation's, and what its settings say about asking a model in it. */
export interface ModelMonth {
  /** As `2026-03`. */
  readonly month: string;
  /** IANA, of the month. */
  readonly timezone: string;
  readonly from: Date;
  readonly until: Date;
  /** Whether the organisation lets a model be asked. */
  readonly enabled: boolean;
  readonly budgetUsd: number;
}

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
  /** The present month of a model's use. */
  readonly modelMonth: (ctx: Context) => Promise<ModelMonth>;
  /** Aborted once the process was told to stop: it takes no change any more, and streams end; never when absent. */
  readonly ending?: AbortSignal;
  /** How often a stream of events says that it is there, in milliseconds; 15 seconds when absent. */
  readonly beatMs?: number;
  /** By what callers without a session are believed: webhooks and unsubscribe links. None are when absent. */
  readonly inbound?: Inbound;
  /** How many reverse proxies of one's own stand in front; none when absent. */
  readonly proxies?: number;
  /** Where people open Odoo, for links to its records; absent where it has no pages. */
  readonly odooUrl?: string | undefined;
  /** The built page; null where only the API is served. */
  readonly webApp: WebApp | null;
}

export interface ApiEnv extends Env {
  Bindings: Connection;
  Variables: { identity: Identity };
}

/** The context of a request's verbs: its organisation and actor are the identity's, never the body's. */
export function contextOf(c: RequestContext<ApiEnv>, { db, clock }: ApiDeps): Context {
  const { orgId, actor, actingFor } = c.get("identity");
  return { db, clock, orgId, actor, ...(actingFor === null ? {} : { actingFor: actingFor.actor }) };
}
