import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { installProduct, type Product } from "#test/support/product.ts";

let database: TestDatabase;
let product: Product;
beforeAll(async () => {
  database = await createTestDatabase();
  // the report asks Odoo for nothing
  const nowhere = { url: "http://127.0.0.1:9", database: "none", login: "none", apiKey: "none", adminLogin: "none", adminApiKey: "none" };
  product = await installProduct({ databaseUrl: database.connectionString, odoo: nowhere, smtpUrl: "smtp://127.0.0.1:9" });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await database.drop();
});

test("without proposals it says so, and a moment that is none is refused", async () => {
  const { code, stdout } = await product.run("outcomes", "--since", "2026-01-01", "--until", "2026-02-01");
  expect([code, stdout]).toEqual([0, expect.stringContaining("Nothing was proposed from 2026-01-01 to 2026-02-01.")]);
  expect(await product.json("outcomes", "--since", "7d")).toMatchObject({ types: [] });
  const refused = await product.run("outcomes", "--since", "last week");
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("90d")]);
});
