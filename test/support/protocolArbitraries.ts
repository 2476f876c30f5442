import * as fc from "fast-check";
import { ACTION_TYPES, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";
import { assembleDocument, type DocumentParts } from "./protocolDocuments.ts";

export { exampleAction } from "./protocolDocuments.ts";

/** Text of one line in any script, without what the protocol refuses. */
const line = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map((text) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/gu, ""))
  .filter((text) => text.trim() !== "" && text.length <= 120);

const text = fc
  .array(line, { minLength: 1, maxLength: 4 })
  .map((lines) => lines.join("\n").slice(0, 300).toWellFormed())
  .filter((body) => body.trim() !== "");

const word = fc.string({ unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz0123456789")), minLength: 1, maxLength: 12 });
const address = fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.example`);
const recordId = fc.integer({ min: 1, max: 1_000_000 });

const START = Date.parse("2020-01-01T00:00:00Z");
const moment = fc.integer({ min: 0, max: 20 * 365 * 86_400 }).map((seconds) => START + seconds * 1000);
const lifeMilliseconds = fc.integer({ min: 1, max: 7 * 86_400_000 });

const uuid7 = fc.uuid({ version: 7 });

/** Parts of a valid document of one of the types. */
function documentParts(types: readonly ActionType[] = ACTION_TYPES): fc.Arbitrary<DocumentParts> {
  return fc
    .record({
      actionType: fc.constantFrom(...types),
      actionId: uuid7,
      orgId: word,
      createdBy: fc.oneof(
        fc.constant("system:ai-coo" as const),
        word.map((id) => `user:${id}` as const),
        word.map((id) => `agent:${id}` as const),
      ),
      created: moment,
      life: lifeMilliseconds,
      ids: fc.uniqueArray(recordId, { minLength: 1, maxLength: 5 }),
      partnerId: recordId,
      partnerName: line,
      addresses: fc.uniqueArray(address, { minLength: 1, maxLength: 4 }),
      ccCount: fc.nat(3),
      phone: fc.integer({ min: 10_000_000, max: 99_999_999 }).map((digits) => `+336${digits}`),
      line,
      text,
      amount: fc.integer({ min: 1, max: 100_000_000 }).map((cents) => cents / 100),
      day: moment.map((at) => new Date(at).toISOString().slice(0, 10)),
    })
    .map(({ created, life, addresses, ccCount, ...parts }) => {
      const toCount = Math.max(1, addresses.length - ccCount);
      return {
        ...parts,
        createdAt: new Date(created).toISOString(),
        expiresAt: new Date(created + life).toISOString(),
        to: addresses.slice(0, toCount),
        cc: addresses.slice(toCount),
      };
    });
}

/** A valid action of one of the types. */
export function validAction(types: readonly ActionType[] = ACTION_TYPES): fc.Arbitrary<ActionProtocol> {
  return documentParts(types).map(assembleDocument);
}
