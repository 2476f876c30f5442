import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { AiCooError } from "#src/lib/errors.ts";
import { createLogger } from "#src/lib/logger.ts";
import { createTestDatabase } from "#test/support/database.ts";

const PERSON = "jeanne.moreau@atelier.example";

/** What a logger wrote for an error under a name. */
function logged(fields: object): string {
  let text = "";
  createLogger("trace", { write: (line) => void (text += line) }).error(fields, "it failed");
  return text;
}

describe("an error of the database", () => {
  test.each([
    ["a statement that fails", sql`select ${PERSON}::text, no_such_column`, "42703"],
    ["a value that the server repeats", sql`select (${PERSON}::text)::integer`, "22P02"],
    ["a row that the server repeats", sql`insert into ai_coo.organization (id, name) values (${PERSON}, null)`, "23502"],
  ])("%s is logged with its statement and SQLSTATE, without the values", async (_name, statement, sqlState) => {
    await using database = await createTestDatabase();
    const error: unknown = await database.db.execute(statement).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    const wrapped = new AiCooError("internal", "The action could not be recorded.", { cause: error });
    for (const fields of [{ err: error }, { err: wrapped }, { err: new Error("outer", { cause: wrapped }) }, { cause: error }, { error }]) {
      const line = logged(fields);
      expect(line).not.toContain(PERSON);
      expect(line).toContain(sqlState);
    }
    expect(logged({ err: error })).toContain("$1");
  });
});

test("any other error keeps its message, code, stack and causes", () => {
  const error = new AiCooError("odoo_unreachable", "Odoo does not answer.", { cause: new Error("ECONNREFUSED") });
  const { err } = JSON.parse(logged({ err: error })) as { err: Record<string, unknown> };
  expect(err).toMatchObject({
    type: "AiCooError",
    code: "odoo_unreachable",
    message: "Odoo does not answer.",
    stack: expect.stringContaining("logger.test.ts") as string,
    cause: { message: "ECONNREFUSED" },
  });
});

test("secrets under their usual names are not written", () => {
  expect(logged({ odoo: { apiKey: "geheim" }, token: "geheim" })).not.toContain("geheim");
});
