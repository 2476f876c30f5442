import type { AddressInfo } from "node:net";
import { serve, type ServerType } from "@hono/node-server";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { approveAction } from "#src/actions/index.ts";
import { createApi } from "#src/api/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { member } from "#src/db/schema/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { readModelMonth } from "#src/main/model.ts";
import { stopExecution } from "#src/policy/index.ts";
import { createTestApi, ORIGIN, propose, signIn, type TestApi } from "#test/support/api.ts";

/** The live stream over real HTTP, as a browser and a script read it. */

let api: TestApi;
let server: ServerType;
let url: string;
let ending: AbortController;
const streams: Stream[] = [];

beforeEach(async () => {
  api = await createTestApi();
  ending = new AbortController();
  const { database, accounts, clock } = api;
  const shared = {
    db: database.db,
    clock,
    logger: silentLogger,
    accounts,
    version: "1.2.3",
    origins: () => [ORIGIN],
    modelMonth: readModelMonth,
    webApp: null,
  };
  const app = createApi({ ...shared, ending: ending.signal, beatMs: 250 });
  server = await new Promise((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, () => resolve(started));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  ending.abort();
  await Promise.all(streams.splice(0).map(({ ended }) => ended));
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await api[Symbol.asyncDispose]();
});

interface Message {
  readonly id: string;
  readonly event: string;
  readonly kind: string | undefined;
  readonly actionId: string | null | undefined;
}

/** A client that reads one stream and keeps what it got. */
class Stream {
  readonly status: number;
  readonly headers: Headers;
  readonly messages: Message[] = [];
  beats = 0;
  readonly ended: Promise<void>;
  readonly #leaving = new AbortController();
  #wake = (): void => {};

  static async open(headers: Readonly<Record<string, string>>): Promise<Stream> {
    const leaving = new AbortController();
    const response = await fetch(`${url}/api/events`, { headers, signal: leaving.signal });
    const stream = new Stream(response, leaving);
    streams.push(stream);
    return stream;
  }

  private constructor(response: Response, leaving: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#leaving = leaving;
    this.ended = this.#read(response).catch(() => {});
  }

  async #read(response: Response): Promise<void> {
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split("\n\n");
      text = blocks.pop()!;
      for (const block of blocks) this.#take(block);
      this.#wake();
    }
  }

  #take(block: string): void {
    if (block.startsWith(":")) this.beats += 1;
    const fields = new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
    if (!fields.has("data")) return;
    const { kind, actionId } = JSON.parse(fields.get("data")!) as Pick<Message, "kind" | "actionId">;
    this.messages.push({ id: fields.get("id")!, event: fields.get("event") ?? "message", kind, actionId });
  }

  /** Waits until that many messages have come. */
  async until(count: () => boolean): Promise<void> {
    while (!count()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async got(many: number): Promise<readonly (string | undefined)[]> {
    await this.until(() => this.messages.length >= many);
    return this.messages.map(({ kind, event }) => kind ?? event);
  }

  leave(): void {
    this.#leaving.abort();
  }
}

const context = (orgId = "org-acme"): Context => ({ db: api.database.db, clock: api.clock, orgId, actor: "user:anna" });

const tell = (kinds: readonly string[], orgId = "org-acme"): Promise<void> =>
  withTransaction(context(orgId), (inner) =>
    appendDomainEvents(
      inner,
      kinds.map((kind) => ({ kind, payload: {} })),
    ),
  );

async function key(orgId = "org-acme"): Promise<Readonly<Record<string, string>>> {
  const made = await api.accounts.createKey({ orgId, name: "script", scopes: ["read"] });
  return { "x-api-key": made.key };
}

describe("the live stream", () => {
  test("tells a session of every change, and asks it first to read everything anew", async () => {
    const stream = await Stream.open({ cookie: await signIn(api) });
    expect([stream.status, stream.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
    expect(await stream.got(1)).toEqual(["reset"]);
    const { actionId, fingerprint } = await propose(api);
    await approveAction({ ctx: context(), input: { actionId, fingerprint, channel: "in_app" } });
    await stopExecution(context(), { reason: "a test" });
    expect(await stream.got(4)).toEqual(["reset", "action.proposed", "action.approved", "switch.stopped"]);
    expect(stream.messages[1]?.actionId).toBe(actionId);
  });

  test("nobody without a session or a key gets one, and each organisation gets its own events alone", async () => {
    expect((await Stream.open({})).status).toBe(401);
    await api.accounts.ensureOwner({ orgId: "org-other", orgName: "Other" });
    const [own, other] = [await Stream.open(await key()), await Stream.open(await key("org-other"))];
    await Promise.all([own.got(1), other.got(1)]);
    await tell(["theirs"], "org-other");
    await tell(["ours"]);
    expect(await own.got(2)).toEqual(["reset", "ours"]);
    expect(await other.got(2)).toEqual(["reset", "theirs"]);
  });

  test("who comes back gets what was missed, once and in order, with others listening meanwhile", async () => {
    const headers = await key();
    const stays = await Stream.open(headers);
    const first = await Stream.open(headers);
    await Promise.all([first.got(1), stays.got(1)]);
    await tell(["one"]);
    await Promise.all([first.got(2), stays.got(2)]);
    first.leave();
    await tell(["two", "three"]);
    await tell(["four"]);
    const back = await Stream.open({ ...headers, "last-event-id": first.messages.at(-1)!.id });
    await tell(["five"]);
    expect(await back.got(4)).toEqual(["two", "three", "four", "five"]);
    expect(await stays.got(6)).toEqual(["reset", "one", "two", "three", "four", "five"]);
    expect(new Set(stays.messages.map(({ id }) => id)).size).toBe(6);
  });

  test("one that missed more than a page gets all of it", async () => {
    const headers = await key();
    const first = await Stream.open(headers);
    await first.got(1);
    first.leave();
    for (let batch = 0; batch < 3; batch++) await tell(Array.from({ length: 400 }, (_, index) => `${batch}-${index}`));
    const back = await Stream.open({ ...headers, "last-event-id": first.messages[0]!.id });
    const got = await back.got(1_200);
    expect([got.length, got[0], got.at(-1)]).toEqual([1_200, "0-0", "2-399"]);
  });

  test("a transaction that commits late is not missed", async () => {
    const stream = await Stream.open(await key());
    await stream.got(1);
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const late = withTransaction(context(), async (inner) => {
      await inner.tx.transaction((savepoint) => appendDomainEvents({ ...inner, tx: savepoint }, [{ kind: "late", payload: {} }]));
      written.resolve();
      await mayCommit.promise;
    });
    await written.promise;
    await tell(["early"]);
    const beats = stream.beats;
    // many looks of the feed later neither of them was told
    await stream.until(() => stream.beats > beats + 4);
    expect(stream.messages).toHaveLength(1);
    mayCommit.resolve();
    await late;
    expect(await stream.got(3)).toEqual(["reset", "late", "early"]);
  });

  test.each(["9000000000000-1", "nonsense", "99999999999999999999-1", "-1-1"])(
    "a position that is not known here (%s) starts anew",
    async (id) => {
      const stream = await Stream.open({ ...(await key()), "last-event-id": id });
      await stream.got(1);
      await tell(["now"]);
      expect(await stream.got(2)).toEqual(["reset", "now"]);
    },
  );

  test("it beats while nothing happens, and ends for somebody who has left the organisation", async () => {
    const stream = await Stream.open({ cookie: await signIn(api) });
    await stream.until(() => stream.beats >= 2);
    await api.database.db.delete(member).where(eq(member.organizationId, "org-acme"));
    await stream.ended;
    expect((await Stream.open({ "last-event-id": "1-1" })).status).toBe(401);
  });

  test("it ends when the process is being stopped", async () => {
    const stream = await Stream.open(await key());
    await stream.got(1);
    ending.abort();
    await stream.ended;
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: "draining" });
  });
});
