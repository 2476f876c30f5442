import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { protocolJsonSchema } from "#src/protocol/jsonSchema.ts";

test("the committed JSON Schema is what the schemas say; `npm run protocol:schema` writes it", () => {
  const committed: unknown = JSON.parse(readFileSync("docs/protocol/action-protocol.schema.json", "utf8"));
  expect(committed).toEqual(protocolJsonSchema());
});

test("no object of the JSON Schema lets unknown keys in", () => {
  const open: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    if ("properties" in node && !("additionalProperties" in node && node.additionalProperties === false)) open.push(path);
    for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
  };
  visit(protocolJsonSchema(), "");
  expect(open).toEqual([]);
});
