import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { hasCode } from "#src/lib/errors.ts";

/** Between two tries to be inside again, in milliseconds. */
const AGAIN_AFTER_MS = 1_000;

export interface PresenceOptions {
  /** A session inside the server that holds what this process has to hold there; starts the server when none runs. */
  readonly enter: () => Promise<Client>;
  /** Lets go of a session's locks and ends it, and stops the server when nobody else is inside. */
  readonly leave: (session: Client) => Promise<void>;
  /** Whether to come back when the session ends unasked: the server was killed, or began anew after an accident. */
  readonly returns: boolean;
}

/**
 * This process inside the embedded server, for as long as it wants to be: whoever is inside keeps the server up, so a
 * server that was killed is started again by those that it served, on the port that they know.
 */
export class Presence {
  readonly #options: PresenceOptions;
  #session: Client;
  #returning: Promise<void> = Promise.resolve();
  #leaving: Promise<void> | undefined;

  constructor(session: Client, options: PresenceOptions) {
    this.#options = options;
    this.#session = session;
    this.#watch();
  }

  /** May be called twice. */
  leave(): Promise<void> {
    return (this.#leaving ??= this.#returning.then(() => this.#options.leave(this.#session)));
  }

  #watch(): void {
    if (!this.#options.returns) return;
    this.#session.once("end", () => {
      if (this.#leaving === undefined) this.#returning = this.#return();
    });
  }

  async #return(): Promise<void> {
    while (this.#leaving === undefined) {
      try {
        this.#session = await this.#options.enter();
        this.#watch();
        return;
      } catch (error) {
        // another one is the product by now, which the lock of the data folder rules out for as long as this one holds it
        if (hasCode(error, "already_running")) return;
        await delay(AGAIN_AFTER_MS);
      }
    }
  }
}
