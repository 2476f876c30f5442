/** One `@`, a dotted domain, nothing that a header could be broken with. */
const PLAIN = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+\.[^\s@<>(),;:"\\]+$/;

/**
 * The bare addresses in the `email` of a partner, lower case, in order, each once. People write
 * `Name <a@b.example>` and several addresses with `,` or `;` between them. When one part is not an address the
 * whole field is not understood and the answer is empty: who is meant is never guessed.
 */
export function addressesIn(field: string | null): string[] {
  if (field === null) return [];
  const parts = splitList(field);
  const addresses: string[] = [];
  for (const part of parts) {
    const inside = /<([^<>]*)>$/.exec(part);
    const address = (inside?.[1] ?? part).trim().toLowerCase();
    if (!PLAIN.test(address)) return [];
    if (!addresses.includes(address)) addresses.push(address);
  }
  return addresses;
}

/** The entries of an address list; separators inside a quoted name do not count. */
function splitList(field: string): string[] {
  const parts: string[] = [];
  let current = "";
  let quoted = false;
  for (const character of field) {
    if (character === '"') quoted = !quoted;
    if (!quoted && (character === "," || character === ";" || character === "\n")) {
      parts.push(current);
      current = "";
    } else {
      current += character;
    }
  }
  parts.push(current);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
