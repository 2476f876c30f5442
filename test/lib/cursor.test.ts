import { describe, expect, it } from "vitest";
import { readCursor, writeCursor } from "#src/lib/cursor.ts";

const AT = new Date("2026-03-02T09:00:00.123Z");
const ID = "019cad1a-4c00-7000-8000-000000000001";
const encoded = (text: string): string => Buffer.from(text).toString("base64url");

describe("cursors", () => {
  it("come back as they were written", () => {
    expect(readCursor(writeCursor({ at: AT, id: ID }))).toEqual({ at: AT, id: ID });
  });

  it.each([
    "",
    "x",
    encoded(ID),
    encoded(`2026-99-99T00:00:00Z ${ID}`),
    encoded(`2026-03-02T.:.Z ${ID}`),
    encoded(`2026-03-02T09:00:00Z ${ID}`),
    encoded(`${AT.toISOString()} ------------------------------------`),
    encoded(`${AT.toISOString()} ${ID} x`),
    `${encoded(`${AT.toISOString()} ${ID}`)}!`,
  ])("that nobody wrote are none: %j", (text) => {
    expect(readCursor(text)).toBeNull();
  });
});
