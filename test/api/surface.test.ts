import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpStatusOf } from "#src/api/errors.ts";
import { loadWebApp } from "#src/api/index.ts";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { healthSchema } from "#src/api/schemas/health.ts";
import { personParams } from "#src/api/schemas/people.ts";
import { ERROR_CODES } from "#src/lib/errors.ts";
import { createTestApi, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ai-coo-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>AI COO</title>");
  writeFileSync(join(folder, "assets/index-abc.js"), "export const page = 1;\n".repeat(100));
  writeFileSync(join(folder, "notes.md"), "not of the page");
  api = await createTestApi({ webApp: loadWebApp(folder)! });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> => api.app.request(path, { headers });

describe("health", () => {
  test("answers with the version while the database does", async () => {
    const answer = await get("/api/health");
    expect([answer.status, healthSchema.parse(await answer.json())]).toEqual([200, { status: "ok", version: "1.2.3" }]);
  });

  test("says so when the database is gone, without its address or a trace", async () => {
    await using gone = await createTestApi();
    await gone.database.db.close();
    const answer = await gone.app.request("/api/health");
    expect(answer.status).toBe(503);
    const text = JSON.stringify(errorBodySchema.parse(await answer.json()));
    expect(text).toContain("database_unreachable");
    expect(text).not.toMatch(/postgres:|\bat .*\.ts|select 1/);
  });
});

describe("errors", () => {
  test("every code has a status of a refusal or a failure", () => {
    for (const code of ERROR_CODES) expect(httpStatusOf(code)).toBeGreaterThanOrEqual(400);
    expect(httpStatusOf("not_found")).toBe(404);
    expect(httpStatusOf("fingerprint_mismatch")).toBe(409);
  });

  test("a body that is larger than any real one is not read", async () => {
    const answer = await api.app.request("/api/auth/sign-in/link", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: "x".repeat(100_000) }),
    });
    expect([answer.status, errorBodySchema.parse(await answer.json()).error.message]).toEqual([400, expect.stringContaining("larger")]);
  });

  test("an unknown address of the API is answered in the same form", async () => {
    for (const method of ["GET", "POST", "DELETE"]) {
      const answer = await api.app.request("/api/nothing/here", { method });
      expect(answer.status).toBe(404);
      expect(errorBodySchema.parse(await answer.json()).error.code).toBe("not_found");
    }
  });
});

describe("the document", () => {
  test("names every address with its answers", async () => {
    const document: unknown = await (await get("/api/openapi.json")).json();
    const { openapi, paths } = document as { openapi: string; paths: Record<string, object> };
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        "/api/health",
        "/api/ready",
        "/api/ai-coo/actions",
        "/api/ai-coo/actions/{id}",
        "/api/ai-coo/actions/{id}/approve",
        "/api/ai-coo/analyses",
      ]),
    );
  });
});

describe("the patterns in the document", () => {
  const patternsIn = (value: unknown): string[] =>
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([key, one]) => (key === "pattern" && typeof one === "string" ? [one] : patternsIn(one)));
  const documented = async () => (await (await get("/api/openapi.json")).json()) as { paths: Record<string, Record<string, unknown>> };

  test("are patterns alone, without the flags of a program", async () => {
    const patterns = [...new Set(patternsIn(await documented()))];
    expect(patterns.length).toBeGreaterThan(5);
    expect(patterns.filter((pattern) => /(?<!\\)\/[a-z]+$/.test(pattern))).toEqual([]);
    expect(() => patterns.map((pattern) => new RegExp(pattern, "u"))).not.toThrow();
  });

  test("take the id of a person, as the server does", async () => {
    const { paths } = await documented();
    const [pattern] = patternsIn(paths["/api/ai-coo/people/{id}/remove"]);
    const { id } = personParams.shape;
    for (const text of ["kq3V9yqLr0", "two\nlines", "a/u"]) {
      expect([text, new RegExp(pattern!, "u").test(text)]).toEqual([text, id.safeParse(text).success]);
    }
  });
});

describe("the page", () => {
  test("is the same document for every address that its router knows, and is not kept", async () => {
    for (const path of ["/", "/alerts", "/sign-in"]) {
      const answer = await get(path);
      expect([answer.status, await answer.text()]).toEqual([200, "<!doctype html><title>AI COO</title>"]);
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    }
  });

  test("its files are kept for ever, compressed, and not sent twice", async () => {
    const answer = await get("/assets/index-abc.js", { "accept-encoding": "gzip, br" });
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await answer.arrayBuffer()).toString()).toContain("export const page");
    expect((await get("/assets/index-abc.js", { "if-none-match": answer.headers.get("etag")! })).status).toBe(304);
  });

  test.each(["/assets/missing.js", "/assets/../../package.json", "/assets/%2e%2e/%2e%2e/package.json"])(
    "%s is not of the page",
    async (path) => {
      const text = await (await get(path)).text();
      expect(text).not.toContain("dependencies");
    },
  );

  test("a file of another kind in the folder is not served", async () => {
    expect(await (await get("/notes.md")).text()).toContain("<!doctype html>");
  });

  test("a folder without a page is none", () => {
    expect(loadWebApp(join(folder, "assets"))).toBeNull();
  });
});
