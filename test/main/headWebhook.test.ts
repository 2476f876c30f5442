import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { postHead } from "#src/main/headWebhook.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** Whoever witnesses the head: keeps what it is sent, and answers as it is told. */
let witness: Server;
let url: string;
let answer: number;
let received: { readonly headers: IncomingHttpHeaders; readonly body: unknown }[];
let database: TestDatabase;
let ctx: TestContext;

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = testContext(database.db);
  witness = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      received.push({ headers: request.headers, body: JSON.parse(text) });
      response.writeHead(answer, { location: "/elsewhere" }).end("{}");
    });
  });
  witness.listen(0, "127.0.0.1");
  await once(witness, "listening");
  url = `http://127.0.0.1:${(witness.address() as AddressInfo).port}/heads?secret=in-the-address`;
});
afterAll(async () => {
  witness.closeAllConnections();
  witness.close();
  await database.drop();
});
beforeEach(() => {
  answer = 204;
  received = [];
});

test("nothing is posted without a witness, or of an empty chain", async () => {
  expect(await postHead(ctx, undefined)).toBe(false);
  expect(await postHead(ctx, { url, key: undefined })).toBe(false);
  expect(received).toEqual([]);
});

test("the end of the chain is posted as it is published, with the key", async () => {
  await withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind: "switch.stopped" }));
  expect(await postHead(ctx, { url, key: "witness-key" })).toBe(true);
  expect(received).toMatchObject([
    {
      headers: { authorization: "Bearer witness-key", "content-type": "application/json" },
      body: {
        org_id: ctx.orgId,
        seq: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        published_at: ctx.clock.now().toISOString(),
      },
    },
  ]);
});

test.each([302, 401, 500])("an answer of %i is not a witness, and the error holds no secret", async (status) => {
  answer = status;
  const failed = postHead(ctx, { url, key: "witness-key" });
  await expect(failed).rejects.toMatchObject({ code: "provider_unreachable" });
  const text = await failed.catch((error: unknown) => `${String(error)} ${JSON.stringify(error)}`);
  expect(text).not.toMatch(/in-the-address|witness-key/);
  expect(received).toHaveLength(1);
});

test("nobody there is not a witness", async () => {
  await expect(postHead(ctx, { url: "http://127.0.0.1:9/", key: undefined })).rejects.toMatchObject({ code: "provider_unreachable" });
});
