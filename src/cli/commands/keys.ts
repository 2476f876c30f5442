import { makeKey } from "#src/main/accounts.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

export interface KeyOptions extends GlobalOptions {
  readonly name: string;
  readonly decide?: boolean;
  readonly days?: string;
}

/** `ai-coo keys create`: an API key for a program; it is shown here and never again. */
export async function createKeyCommand(options: KeyOptions, output: Output): Promise<void> {
  const days = options.days === undefined ? undefined : Number(options.days);
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 365)) {
    throw new AiCooError("invalid_input", `"${options.days}" is no number of days, so no key was made.`, {
      next: "Use a whole number from 1 to 365.",
    });
  }
  await withBackOffice(options, output, async ({ office }) => {
    const made = await makeKey(office, {
      name: options.name,
      scopes: options.decide === true ? ["decide"] : [],
      ...(days === undefined ? {} : { expiresInDays: days }),
    });
    output.result(made);
    output.line(made.key);
    output.line(
      output.colours.dim(`${options.decide === true ? "reads and decides" : "reads"}; send it as x-api-key; it is not shown again`),
    );
  });
}
