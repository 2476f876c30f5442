import { randomFillSync } from "node:crypto";

/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random, so that ids sort by the
 * time they were made and index well.
 */
export function uuidv7(now: Date): string {
  const bytes = new Uint8Array(16);
  randomFillSync(bytes);
  const milliseconds = BigInt(now.getTime());
  for (let index = 0; index < 6; index++) bytes[index] = Number((milliseconds >> BigInt(8 * (5 - index))) & 0xffn);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
