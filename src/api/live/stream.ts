import type { DomainEvent, EventPosition } from "#src/db/access/domainEvents.ts";
import { isAfter, type LiveFeed } from "./feed.ts";

/** A line at least this often, so that proxies keep the connection and a client that is gone is noticed, in milliseconds. */
const BEAT_MS = 15_000;
/** Pieces that a client may leave unread; then it is let go and comes back with the last id it got. */
const MOST_WAITING = 500;
/** How long a browser waits before it comes back, in milliseconds. */
const COME_BACK_MS = 2_000;

export interface EventStreamOptions {
  readonly feed: LiveFeed;
  readonly orgId: string;
  /** `Last-Event-ID` as the client sent it. */
  readonly lastEventId: string | undefined;
  /** Ends the stream: the client is gone, or the process is being stopped. */
  readonly signal: AbortSignal;
  /** Rejects once who listens may not any more; asked at every beat. */
  readonly stillAllowed: () => Promise<unknown>;
  /** 15 seconds by default. */
  readonly beatMs?: number | undefined;
}

/**
 * An organisation's domain events as server-sent events, from where the client stood. Its first words are `retry:` and,
 * where the client does not say what it knows, or knows what this database does not, an event `reset`: read everything
 * anew. Each message is one event; its id is the position to come back with.
 */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  return new ReadableStream<Uint8Array>({
    start: (controller) => void new OpenStream(options, controller, gone).run(),
    cancel: () => gone.abort(),
  });
}

class OpenStream {
  readonly #options: EventStreamOptions;
  readonly #controller: ReadableStreamDefaultController<Uint8Array>;
  readonly #ending: AbortController;
  readonly #ended: AbortSignal;
  readonly #encoder = new TextEncoder();
  /** The last event that was given. */
  #behind: EventPosition = { tx: "0", id: 0 };

  constructor(options: EventStreamOptions, controller: ReadableStreamDefaultController<Uint8Array>, ending: AbortController) {
    this.#options = options;
    this.#controller = controller;
    this.#ending = ending;
    this.#ended = AbortSignal.any([options.signal, ending.signal]);
  }

  async run(): Promise<void> {
    const { feed, orgId, beatMs = BEAT_MS } = this.#options;
    const beat = setInterval(() => this.#beat(), beatMs);
    beat.unref();
    let stop = (): void => {};
    try {
      this.#write(`retry: ${COME_BACK_MS}\n\n`);
      await this.#begin();
      // what the feed tells while the stream catches up comes behind what it catches up with
      const waiting: DomainEvent[] = [];
      let caughtUp = false;
      stop = feed.listen(orgId, this.#behind, {
        onEvents: (events) => (caughtUp ? this.#give(events) : void waiting.push(...events)),
        onReset: () => this.#ending.abort(),
      });
      for (let more = true; more && !this.#ended.aborted;) {
        const page = await feed.read(orgId, this.#behind);
        this.#give(page?.events ?? []);
        more = page?.more === true;
      }
      caughtUp = true;
      this.#give(waiting);
      await this.#untilEnded();
    } catch {
      // the database is away: the client comes back with the last id it got
    } finally {
      stop();
      clearInterval(beat);
      this.#ending.abort();
      this.#close();
    }
  }

  /** Where the client stood, or the present and the word to read everything anew. */
  async #begin(): Promise<void> {
    const { feed, orgId, lastEventId } = this.#options;
    const known = parsePosition(lastEventId);
    if (known !== null && (await feed.read(orgId, known)) !== null) {
      this.#behind = known;
      return;
    }
    this.#behind = await feed.present(orgId);
    this.#write(`id: ${idOf(this.#behind)}\nevent: reset\ndata: {}\n\n`);
  }

  #give(events: readonly DomainEvent[]): void {
    const news = events.filter((event) => isAfter(event, this.#behind));
    const last = news.at(-1);
    if (last === undefined) return;
    this.#behind = last;
    this.#write(news.map(message).join(""));
  }

  #write(text: string): void {
    if (this.#ended.aborted) return;
    this.#controller.enqueue(this.#encoder.encode(text));
    if ((this.#controller.desiredSize ?? 0) < -MOST_WAITING) this.#ending.abort();
  }

  #beat(): void {
    this.#write(": beat\n\n");
    this.#options.stillAllowed().catch(() => this.#ending.abort());
  }

  #untilEnded(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#ended.aborted) resolve();
      else this.#ended.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  #close(): void {
    try {
      this.#controller.close();
    } catch {
      // the client is gone, and with it the stream
    }
  }
}

const idOf = ({ tx, id }: EventPosition): string => `${tx}-${id}`;

function message(event: DomainEvent): string {
  const { kind, actionId, at, payload } = event;
  return `id: ${idOf(event)}\ndata: ${JSON.stringify({ kind, actionId, at: at.toISOString(), payload })}\n\n`;
}

/** A position as an id of a message names it; null for anything else. */
function parsePosition(text: string | undefined): EventPosition | null {
  const match = /^(\d{1,19})-(\d{1,15})$/.exec(text ?? "");
  return match === null || BigInt(match[1]!) > MOST_TX ? null : { tx: match[1]!, id: Number(match[2]) };
}

/** The highest number that PostgreSQL's client libraries pass as a transaction's. */
const MOST_TX = 2n ** 63n - 1n;
