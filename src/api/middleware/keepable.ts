import type { MiddlewareHandler } from "hono";
import { AiCooError } from "#src/lib/errors.ts";

/** Escapes of what the database (NUL) or the audit (half a surrogate pair) cannot keep; neither can stand in JSON unescaped. */
const ESCAPES = /\\u(?:0000|d[89a-f])/i;

/** Refuses a body with a text that could not be kept; what a person says has to be kept as they said it, or not taken. */
export const keepableBody: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    const text = await c.req.text();
    const path = ESCAPES.test(text) ? unkeepable(parsed(text), "") : null;
    if (path !== null) {
      throw new AiCooError("invalid_input", "A text in the request holds a character that cannot be kept, so nothing was done.", {
        next: "Leave out NUL characters and halves of surrogate pairs.",
        details: { issues: [{ path, message: "must be well-formed Unicode without NUL" }] },
      });
    }
  }
  await next();
};

/** The same for what stands in an address: there, NUL is written as %00, and half a pair cannot be. */
export const keepableAddress: MiddlewareHandler = async (c, next) => {
  if (c.req.url.includes("%00")) {
    throw new AiCooError("invalid_input", "The address of the request holds a NUL character, so nothing was done.", {
      next: "Leave it out.",
    });
  }
  await next();
};

/** What is no JSON is refused by whoever wants some. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where such a text stands, names included; null where none does. A body deeper than any that is taken is not walked to its end. */
function unkeepable(value: unknown, path: string, depth = 0): string | null {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed() ? path : null;
  if (typeof value !== "object" || value === null || depth > 100) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unkeepable(key, path, depth) ?? unkeepable(inner, path === "" ? key : `${path}.${key}`, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
