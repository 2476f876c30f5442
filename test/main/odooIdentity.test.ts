import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import { getLiveOutreachMoments } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { openBackOffice, type BackOffice } from "#src/main/backOffice.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

const REAL = {
  ODOO_URL: "https://odoo.example.com/",
  ODOO_DB: "books",
  ODOO_LOGIN: "coo",
  ODOO_API_KEY: "key",
  SMTP_URL: "smtp://mail.example.com",
  MAIL_FROM: "a@example.com",
};

let database: TestDatabase;
let dataDir: string;
beforeEach(async () => {
  [database, dataDir] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "ai-coo-identity-"))]);
});
afterEach(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Opens the product on the one database and folder of the test, as each of its processes does. */
async function open(variables: Readonly<Record<string, string>>, options: { readonly odooMoved?: boolean } = {}): Promise<BackOffice> {
  const env = readEnv({ DATABASE_URL: database.connectionString, DATA_DIR: dataDir, ...variables });
  return openBackOffice({ config: resolveConfig(env), secrets: readSecrets(env), logger: silentLogger, role: "start", ...options });
}

const memoryOf = (office: BackOffice) =>
  withTransaction(office.context("system:ai-coo"), async (ctx) => ({
    orgId: ctx.orgId,
    outreach: await getOrgSettings(ctx, "outreach"),
    contacts: await getLiveOutreachMoments(ctx, { channel: "email", since: new Date(0), skip: 0, limit: 1 }),
  }));

test("a real Odoo opened where the demo was starts with the default hours and no memory of the demo's customers", async () => {
  {
    await using demo = await open({});
    expect(await memoryOf(demo)).toMatchObject({ orgId: "demo", outreach: { businessHours: { start: "00:00" } }, contacts: [{}] });
  }
  await using real = await open(REAL);
  expect(await memoryOf(real)).toEqual({ orgId: "main", outreach: null, contacts: [] });
});

describe("an organisation belongs to one Odoo", () => {
  test.each([
    ["the demo's opened for a real one", {}, REAL],
    ["a real one's opened for the demo", REAL, {}],
    ["another database", REAL, { ...REAL, ODOO_DB: "other-books" }],
    ["another server", REAL, { ...REAL, ODOO_URL: "https://other.example.com" }],
    ["the demo of another release", {}, { DEMO_RELEASE: "14" }],
  ])("%s is refused with what to do", async (_name, before, after) => {
    await (await open({ ...before, ORG_ID: "shared" }))[Symbol.asyncDispose]();
    await expect(open({ ...after, ORG_ID: "shared" })).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining('"shared"') as string,
      next: expect.stringMatching(/--data[^]*ORG_ID/) as string,
    });
    // the first one is not disturbed by the attempt
    await (await open({ ...before, ORG_ID: "shared" }))[Symbol.asyncDispose]();
  });

  test("the same address written otherwise is the same Odoo", async () => {
    await (await open(REAL))[Symbol.asyncDispose]();
    await using again = await open({ ...REAL, ODOO_URL: "https://ODOO.example.com" });
    expect(again.config.organisation.id).toBe("main");
  });

  test("a person may say that it moved, and the demo cannot move into a real one", async () => {
    const moved = { ...REAL, ODOO_URL: "https://new.example.com" };
    await (await open(REAL))[Symbol.asyncDispose]();
    await (await open(moved, { odooMoved: true }))[Symbol.asyncDispose]();
    await (await open(moved))[Symbol.asyncDispose]();
    await expect(open({ ORG_ID: "main" }, { odooMoved: true })).rejects.toMatchObject({ code: "config_invalid" });
  });
});
