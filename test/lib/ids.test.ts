import { expect, test } from "vitest";
import { uuidv7 } from "#src/lib/ids.ts";

const NOW = new Date("2026-03-02T09:00:00.123Z");

test("an id is a UUID of version 7 that begins with its moment", () => {
  const id = uuidv7(NOW);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(NOW.getTime());
});

test("ids sort by the moment they were made, and no two are the same", () => {
  const later = uuidv7(new Date(NOW.getTime() + 1));
  expect(uuidv7(NOW) < later).toBe(true);
  expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(NOW))).size).toBe(1_000);
});
