import { describe, expect, test } from "vitest";
import { AiCooError, asAiCooError } from "#src/lib/errors.ts";

describe("any thrown value as an error of ours", () => {
  test("one of ours stays itself", () => {
    const ours = new AiCooError("conflict", "It was decided already.");
    expect(asAiCooError(ours)).toBe(ours);
  });

  test.each(["57P01", "57P02", "57P03", "53300", "ECONNREFUSED"])("%s: the database is away, and the cause is kept", (code) => {
    const cause = Object.assign(new Error("terminating connection"), { code });
    expect(asAiCooError(cause)).toMatchObject({ code: "database_unreachable", cause });
  });

  test.each([new Error("anything"), Object.assign(new Error("a constraint"), { code: "23505" }), "a text"])(
    "%s is internal, and shows nothing of itself",
    (thrown) => {
      const error = asAiCooError(thrown);
      expect(error).toMatchObject({ code: "internal", cause: thrown });
      expect(error.message).toBe("Something unexpected went wrong inside AI COO.");
    },
  );
});
