import { oneLine, withoutSecrets } from "#src/lib/words.ts";

const LONGEST = 300;

/** A provider's or a person's words made fit for a reason: one line, no control characters, not long, and none of the secrets. */
export function printable(text: string, secrets: readonly string[] = []): string {
  return oneLine(withoutSecrets(text, secrets), LONGEST);
}
