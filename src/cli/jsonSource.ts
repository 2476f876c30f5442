import { readFile } from "node:fs/promises";
import { AiCooError } from "#src/lib/errors.ts";

/** JSON from the command line, or with `@` before it from a file; `example` shows how it is written. Errors: `invalid_input`. */
export async function parseSource(source: string, example: string): Promise<unknown> {
  const file = source.startsWith("@") ? source.slice(1) : undefined;
  let text = source;
  try {
    if (file !== undefined) text = await readFile(file, "utf8");
  } catch (cause) {
    throw new AiCooError("invalid_input", `The file ${file} cannot be read, so nothing was changed.`, { next: "Check its name.", cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AiCooError("invalid_input", `${file ?? "What was given"} is not JSON, so nothing was changed.`, {
      next: `Write it as JSON, such as: ${example}`,
      cause,
    });
  }
}
