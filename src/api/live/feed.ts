import {
  presentEventPosition,
  readDomainEvents,
  type DomainEvent,
  type EventPosition,
  type EventsPage,
} from "#src/db/access/domainEvents.ts";
import { withTransaction, type Context, type Database } from "#src/db/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import type { Logger } from "#src/lib/logger.ts";

/** How often the table is asked while somebody listens, in milliseconds. */
const POLL_MS = 500;

/** Who listens to an organisation's events. */
export interface FeedListener {
  /** Events after the last ones given, in order. */
  onEvents(events: readonly DomainEvent[]): void;
  /** What was known is not what is there any more: read everything anew. */
  onReset(): void;
}

interface OrgFeed {
  position: EventPosition;
  readonly listeners: Set<FeedListener>;
}

/**
 * The domain events of the organisations that somebody listens to, read once for all of their listeners.
 *
 * By a poll of half a second and not by NOTIFY: a commit that notifies waits for every other one that does, which
 * costs two thirds of what the executor can write, while this asks one index once for each organisation that
 * somebody is looking at, and nothing at all when nobody is. It needs no connection of its own, and a database that
 * restarts costs it one turn.
 */
export class LiveFeed {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #feeds = new Map<string, OrgFeed>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ db, clock, logger }: { readonly db: Database; readonly clock: Clock; readonly logger: Logger }) {
    this.#db = db;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Where somebody begins who wants what happens from now on. */
  present(orgId: string): Promise<EventPosition> {
    return withTransaction(this.#ctx(orgId), presentEventPosition);
  }

  /** Events after a position; null where the database has not reached it. */
  read(orgId: string, after: EventPosition): Promise<EventsPage | null> {
    return withTransaction(this.#ctx(orgId), (inner) => readDomainEvents(inner, { after }));
  }

  /**
   * Gives a listener what is told from `from` on; the function ends it. What an organisation's first listener knows is
   * where its feed begins, and later ones may be given again what they know: the position of each event tells.
   */
  listen(orgId: string, from: EventPosition, listener: FeedListener): () => void {
    let feed = this.#feeds.get(orgId);
    if (feed === undefined) this.#feeds.set(orgId, (feed = { position: from, listeners: new Set() }));
    feed.listeners.add(listener);
    this.#schedule();
    const { listeners } = feed;
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#feeds.get(orgId)?.listeners === listeners) this.#feeds.delete(orgId);
    };
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#feeds.size === 0) return;
    this.#timer = setTimeout(() => {
      void this.#readAll().finally(() => {
        this.#timer = undefined;
        this.#schedule();
      });
    }, POLL_MS);
    this.#timer.unref();
  }

  async #readAll(): Promise<void> {
    for (const [orgId, feed] of this.#feeds) {
      try {
        await this.#readOne(orgId, feed);
      } catch (error) {
        // the next turn asks again, and nothing is lost: the position stands
        this.#logger.warn({ err: error, orgId }, "the events of an organisation could not be read; it is tried again");
      }
    }
  }

  async #readOne(orgId: string, feed: OrgFeed): Promise<void> {
    for (let more = true; more && feed.listeners.size > 0;) {
      const page = await this.read(orgId, feed.position);
      if (page === null) {
        feed.position = await this.present(orgId);
        for (const listener of feed.listeners) listener.onReset();
        return;
      }
      feed.position = page.position;
      more = page.more;
      if (page.events.length > 0) for (const listener of feed.listeners) listener.onEvents(page.events);
    }
  }

  #ctx(orgId: string): Context {
    return { db: this.#db, clock: this.#clock, orgId, actor: "system:ai-coo" };
  }
}

/** Whether an event comes behind a position. */
export function isAfter({ tx, id }: EventPosition, position: EventPosition): boolean {
  const [own, other] = [BigInt(tx), BigInt(position.tx)];
  return own === other ? id > position.id : own > other;
}
