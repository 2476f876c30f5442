import { AiCooError } from "#src/lib/errors.ts";

const MAX_REASON_LENGTH = 1000;

/** A person's reason, trimmed; 1 to 1000 characters. Throws `invalid_input`. */
export function requireReason(reason: string): string {
  const text = reason.trim();
  if (text.length > 0 && text.length <= MAX_REASON_LENGTH) return text;
  throw new AiCooError("invalid_input", "A reason of 1 to 1000 characters is needed; nothing was changed.", {
    next: "Say in a sentence why.",
    details: { issues: [{ path: "reason", message: `must have 1 to ${MAX_REASON_LENGTH} characters` }] },
  });
}
