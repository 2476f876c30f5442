import { expect, test } from "vitest";
import { atLoading, circling, hanging, kept, missed, noticed } from "./subject.ts";

/** Run by `npm run mutation -- --trial` alone. */

test("what is noticed", () => {
  expect([noticed(10), noticed(11)]).toEqual([false, true]);
});

test("what is hardly looked at", () => {
  expect(missed(1)).toBeTypeOf("string");
});

test("what may run in circles", () => {
  expect(circling(3)).toBe(3);
});

test("what may hang", async () => {
  expect(await hanging(true)).toBe("ready");
  await expect(hanging(false)).rejects.toThrow("not ready");
});

test("what is kept", () => {
  expect(kept()).toBe(40);
});

test("what is worked out at loading", () => {
  expect(atLoading).toBe(21);
});
