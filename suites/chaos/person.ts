import { setTimeout as delay } from "node:timers/promises";
import { proposeAction } from "#src/actions/index.ts";
import { openDatabase, type Context, type Database } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Prepared } from "./company.ts";
import type { Installation } from "./product.ts";

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Whoever proposes and decides for one organisation: through the product's verb and its HTTP API, again and again
 * until the product has said yes or no, as people do who see an error.
 */
export class Person implements AsyncDisposable {
  readonly #installation: Installation;
  readonly #key: string;
  readonly #db: Database;
  readonly #ctx: Context;

  private constructor(installation: Installation, key: string, db: Database) {
    this.#installation = installation;
    this.#key = key;
    this.#db = db;
    this.#ctx = { db, orgId: installation.org, actor: "system:ai-coo", clock: systemClock };
  }

  static async open(installation: Installation, databaseUrl: string): Promise<Person> {
    const { key } = await installation.json<{ key: string }>("keys", "create", "--name", "Chaos", "--decide");
    return new Person(installation, key, await openDatabase({ connectionString: databaseUrl, maxConnections: 4 }));
  }

  /** Proposes until the product has it. The same document twice is one action, whatever became of the first answer. */
  async propose({ document }: Prepared): Promise<void> {
    await untilDone(async () => {
      try {
        await proposeAction({ ctx: this.#ctx, input: { action: document } });
        return true;
      } catch (error) {
        if (error instanceof AiCooError && error.code === "invalid_input")
          throw new Error(`${error.message} ${JSON.stringify(error.details)}`, { cause: error });
        return null;
      }
    });
  }

  /** Approves what stands there; true when the product said that it took it. */
  async approve({ document }: Prepared): Promise<boolean> {
    return this.#decide(document.action_id, "approve", {}, ["pending_approval"]);
  }

  async reject({ document }: Prepared): Promise<boolean> {
    return this.#decide(document.action_id, "reject", { reason: "Not this one." }, ["pending_approval"]);
  }

  /** Withdraws an approved action; false when it had begun before. */
  async cancel({ document }: Prepared): Promise<boolean> {
    return untilDone(async () => {
      const answer = await this.#post(document.action_id, "cancel", { reason: "Not after all." });
      if (answer === null || answer.status >= 500) return null;
      if (answer.status === 200) return true;
      // an answer that was lost may have been a yes
      return (await this.#look(document.action_id))?.["status"] === "cancelled";
    });
  }

  /** Says of an action that waits what its provider's own log tells. */
  async resolve(actionId: string, resolution: "it_was_sent" | "send_again"): Promise<boolean> {
    const action = await this.#lookUntilSeen(actionId);
    const body = { resolution, ...(resolution === "send_again" ? { fingerprint: action["fingerprint"] } : {}) };
    return untilDone(async () => {
      const answer = await this.#post(actionId, "resolve", body);
      return answer === null || answer.status >= 500 ? null : answer.status === 200;
    });
  }

  async #decide(actionId: string, verb: string, body: object, from: readonly string[]): Promise<boolean> {
    return untilDone(async () => {
      const action = await this.#look(actionId);
      if (action === null) return null;
      // decided already: the answer to an earlier try was lost
      if (!from.includes(String(action["status"]))) return true;
      const answer = await this.#post(actionId, verb, { ...body, fingerprint: action["fingerprint"] });
      return answer?.status === 200 ? true : null;
    });
  }

  async #lookUntilSeen(actionId: string): Promise<Readonly<Record<string, unknown>>> {
    return untilDone(() => this.#look(actionId));
  }

  async #look(actionId: string): Promise<Readonly<Record<string, unknown>> | null> {
    const answer = await this.#call(`/api/ai-coo/actions/${actionId}`, {});
    return answer?.status === 200 ? answer.body : null;
  }

  #post(actionId: string, verb: string, body: object): Promise<Answer | null> {
    return this.#call(`/api/ai-coo/actions/${actionId}/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** Null where no answer came. */
  async #call(path: string, init: { method?: string; headers?: Record<string, string>; body?: string }): Promise<Answer | null> {
    const url = this.#installation.url();
    if (url === null) return null;
    try {
      const response = await fetch(`${url}${path}`, {
        ...init,
        headers: { ...init.headers, "x-api-key": this.#key },
        signal: AbortSignal.timeout(10_000),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch {
      return null;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#db.close();
  }
}

const LONGEST_WAIT_MS = 120_000;

/** Tries until there is an answer that counts: anything but null. */
async function untilDone<T>(attempt: () => Promise<T | null>): Promise<T> {
  const began = performance.now();
  for (;;) {
    const answer = await attempt();
    if (answer !== null) return answer;
    if (performance.now() - began > LONGEST_WAIT_MS) throw new Error("the product gave no answer that counts for two minutes");
    await delay(150);
  }
}
