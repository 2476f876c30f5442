import { odooError, readable, withoutEffect } from "./errors.ts";
import type { HttpLimits } from "./http.ts";
import { json2 } from "./json2.ts";
import { jsonRpc } from "./jsonrpc.ts";
import { createLimiter } from "./limiter.ts";
import { assertAllowed, METHODS, type AllowList, type OdooCall } from "./methods.ts";
import type { Credential, Protocol } from "./protocol.ts";
import { remembered } from "./remembered.ts";
import { detectRelease, type Release } from "./release.ts";
import { READ_RETRIES, withRetries, type RetryPolicy } from "./retry.ts";

export interface CallerSettings {
  /** Without a trailing slash. */
  readonly url: string;
  readonly credential: Credential;
  readonly allowed: AllowList;
  readonly transport: "auto" | "json2" | "jsonrpc";
  readonly timeoutMs: number;
  readonly maxConcurrent: number;
  /** An answer longer than this is refused rather than held in memory. */
  readonly maxAnswerBytes: number;
  readonly retries?: RetryPolicy;
}

/** One credential's way to Odoo. */
export interface OdooCaller {
  /** The method's result, not yet checked for its shape. Reads are tried again where that helps, writes never. */
  call(call: OdooCall): Promise<unknown>;
  release(): Promise<Release>;
  /** The database id of the user that calls; null over JSON-2, which has no need of it. */
  userId(): Promise<number | null>;
  /** Odoo's words made fit for a person: on one line, not long, without traceback or key. */
  readable(text: string): string;
  close(): void;
}

/** Nothing is sent before the first call. */
export function createCaller(settings: CallerSettings): OdooCaller {
  const { url, credential, allowed, retries = READ_RETRIES } = settings;
  const closing = new AbortController();
  const limits: HttpLimits = { timeoutMs: settings.timeoutMs, maxAnswerBytes: settings.maxAnswerBytes, closed: closing.signal };
  const inTurn = createLimiter(settings.maxConcurrent);
  const ways = { json2: () => json2(url, credential, limits), jsonrpc: () => jsonRpc(url, credential, limits) };
  let protocol: Protocol | undefined;

  const release = remembered(() => effectless(() => read(() => detectRelease(url, limits))));

  function read<T>(work: () => Promise<T>): Promise<T> {
    return withRetries(() => once(work), retries, closing.signal);
  }

  function once<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(() => {
      if (closing.signal.aborted)
        throw odooError("odoo_unreachable", "The connection to Odoo is closed; nothing was sent.", { effect: "none" });
      return work();
    });
  }

  async function chosen(): Promise<Protocol> {
    if (protocol === undefined) {
      const transport = settings.transport === "auto" ? ((await release()).major >= 19 ? "json2" : "jsonrpc") : settings.transport;
      protocol ??= ways[transport]();
    }
    return protocol;
  }

  return {
    release,
    async userId() {
      const { userId } = await effectless(chosen);
      return userId === undefined ? null : effectless(() => read(userId));
    },
    readable: (text) => readable(text, [credential.apiKey]),
    async call(call) {
      assertAllowed(allowed, call);
      const way = await effectless(chosen);
      const work = (): Promise<unknown> => way.call(call);
      return METHODS[call.method].kind === "read" ? effectless(() => read(work)) : once(work);
    },
    close() {
      closing.abort();
    },
  };
}

/** Errors of work that changes nothing say so. */
async function effectless<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withoutEffect(error);
  }
}
