import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestApi, from, ORIGIN, type TestApi } from "#test/support/api.ts";

/** Tries in a minute. */
const MOST = 10;

let api: TestApi;
beforeEach(async () => (api = await createTestApi()));
afterEach(() => api[Symbol.asyncDispose]());

/** Guesses a password from an address, and says what it likes of itself; the status of the answer. */
async function guess(address: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await api.app.request(
    "/api/auth/sign-in/email",
    {
      method: "POST",
      headers: { "content-type": "application/json", origin: ORIGIN, ...headers },
      body: JSON.stringify({ email: "owner@acme.example", password: "a guess like another" }),
    },
    from(address),
  );
  return answer.status;
}

/** As many as are looked at. */
async function guessAll(address: string, headers: (number: number) => Record<string, string> = () => ({})): Promise<void> {
  for (let number = 0; number < MOST; number += 1) expect(await guess(address, headers(number))).toBe(401);
}

test("who guesses too often is not looked at any more, and nobody else is kept from signing in", async () => {
  await guessAll("192.0.2.1");
  expect(await guess("192.0.2.1")).toBe(403);
  expect(await guess("192.0.2.2")).toBe(401);
});

test("guesses are not more for saying that they come from elsewhere", async () => {
  const elsewhere = (number: number) => ({ "x-forwarded-for": `203.0.113.${number}`, "x-ai-coo-client": `203.0.113.${number}` });
  await guessAll("192.0.2.3", elsewhere);
  expect(await guess("192.0.2.3", elsewhere(MOST))).toBe(403);
});

test("behind a proxy of one's own it is the address that the proxy saw, whatever the client wrote before it", async () => {
  await using behind = await createTestApi({ proxies: 1 });
  await api[Symbol.asyncDispose]();
  api = behind;
  const through = (client: string, number: number) => ({ "x-forwarded-for": `203.0.113.${number}, ${client}` });
  await guessAll("10.0.0.1", (number) => through("198.51.100.7", number));
  expect(await guess("10.0.0.1", through("198.51.100.7", MOST))).toBe(403);
  expect(await guess("10.0.0.1", through("198.51.100.8", MOST))).toBe(401);
});
