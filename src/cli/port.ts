import { AiCooError } from "#src/lib/errors.ts";

/** The port that somebody named, or undefined. Errors: `invalid_input`. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new AiCooError("invalid_input", `"${text}" is no port, so nothing was started.`, {
    next: "Use a whole number from 0 to 65535; 0 takes any free port.",
  });
}
