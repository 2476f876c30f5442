import { describe, expect, it } from "vitest";
import { oneLine, withoutSecrets } from "#src/lib/words.ts";

const SECRET = "pass+word/with=signs";

describe("words from elsewhere", () => {
  it("fit on one line that can be kept", () => {
    expect(oneLine("a\u0000b\r\n c\u2028d", 100)).toBe("a b c d");
    expect(oneLine("x".repeat(20), 10)).toBe(`${"x".repeat(9)}…`);
    // the cut goes through a character of two units
    expect(oneLine("😀".repeat(10), 10).isWellFormed()).toBe(true);
    expect(oneLine("\ud800", 10)).toBe("\ufffd");
  });

  it.each([
    SECRET,
    encodeURIComponent(SECRET),
    encodeURIComponent(SECRET).replaceAll("%2B", "%2b"),
    new URLSearchParams({ a: SECRET }).toString(),
    Buffer.from(SECRET).toString("hex"),
    Buffer.from(SECRET).toString("base64"),
    Buffer.from(`user:${SECRET}`).toString("base64"),
    Buffer.from(`\u0000me\u0000${SECRET}`).toString("base64url"),
  ])("hold no secret: %s", (form) => {
    const kept = withoutSecrets(`it said ${form}, twice ${form}.`, [SECRET]);
    expect(kept.split("[key]")).toHaveLength(3);
    expect(kept).not.toContain(form.slice(4, -4));
  });

  it("lose nothing to an empty secret", () => {
    expect(withoutSecrets("abc", ["", "b"])).toBe("abc");
  });
});
