import { useQueryClient, type QueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";

/** While the stream is up, questions are asked this seldom: it says when there is something to ask. */
const QUIET_REFRESH_MS = 60_000;
/** Changes that come together are asked about together, in milliseconds. */
const GATHER_MS = 150;
/** How long after a stream that was refused another one is tried; one that broke comes back by itself. */
const AGAIN_MS = 15_000;

let isUp = false;

/** How often a question is asked again by itself: as given while nothing is heard, seldom while the stream is up. */
export const unlessLive = (milliseconds: number) => (): number => (isUp ? Math.max(milliseconds, QUIET_REFRESH_MS) : milliseconds);

/** What an event makes out of date, by the first word of its kind. */
const CONCERNS: Readonly<Record<string, readonly QueryKey[]>> = {
  action: [["actions"], ["outreach"]],
  outreach: [["actions", "detail"], ["outreach"]],
  commitment: [["customers"]],
  follow_up: [["follow-ups"], ["outreach"]],
  outcome: [["actions", "detail"]],
  alert: [["alerts"]],
  analysis: [["analysis"], ["overview"], ["alerts"], ["not-chased"], ["customers"]],
  switch: [["stop"], ["actions"]],
};

/**
 * Keeps what is on the page up to date by the server's own word. While the page is not looked at, or the stream is
 * down, nothing is heard; the questions then repeat by themselves as they always did, and all of them are asked once
 * when it is up again.
 */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const updates = new LiveUpdates(client);
    return () => updates.end();
  }, [client]);
}

class LiveUpdates {
  readonly #client: QueryClient;
  #source: EventSource | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #stale = new Map<string, QueryKey>();

  constructor(client: QueryClient) {
    this.#client = client;
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  end(): void {
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#gathering);
    this.#close();
  }

  /** A browser keeps few connections to one server: a page that nobody looks at takes none. */
  readonly #look = (): void => {
    if (document.visibilityState === "hidden") this.#close();
    else if (this.#source === undefined) this.#open();
  };

  #open(): void {
    clearTimeout(this.#again);
    const source = new EventSource("/api/events");
    this.#source = source;
    source.addEventListener("open", () => {
      isUp = true;
    });
    // also the first word of every stream that begins anew
    source.addEventListener("reset", () => void this.#client.invalidateQueries());
    source.addEventListener("message", ({ data }) => this.#hear(kindOf(data)));
    source.addEventListener("error", () => {
      if (!isUp && source.readyState !== EventSource.CLOSED) return;
      isUp = false;
      // asked once, so that each goes on by its own clock
      void this.#client.invalidateQueries();
      // a browser comes back by itself unless it was refused
      if (source.readyState !== EventSource.CLOSED) return;
      this.#close();
      this.#again = setTimeout(this.#look, AGAIN_MS);
    });
  }

  #close(): void {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = undefined;
    isUp = false;
  }

  #hear(kind: string): void {
    for (const key of CONCERNS[kind.slice(0, kind.indexOf("."))] ?? []) this.#stale.set(JSON.stringify(key), key);
    this.#gathering ??= setTimeout(() => {
      const stale = [...this.#stale.values()];
      this.#stale = new Map();
      this.#gathering = undefined;
      for (const queryKey of stale) void this.#client.invalidateQueries({ queryKey });
    }, GATHER_MS);
  }
}

function kindOf(data: unknown): string {
  const event: unknown = typeof data === "string" ? JSON.parse(data) : undefined;
  return typeof event === "object" && event !== null && "kind" in event && typeof event.kind === "string" ? event.kind : "";
}
