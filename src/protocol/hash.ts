import { createHash } from "node:crypto";

/** SHA-256 of the UTF-8 text in lower-case hexadecimal; of a body, what an external effect carries as `body_sha256`. */
export function bodySha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
