import type { Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { createLogger } from "#src/lib/logger.ts";
import { openAccounts } from "#src/main/accounts.ts";
import { openBackOffice, type BackOffice, type OpenBackOfficeOptions } from "#src/main/backOffice.ts";
import { readEnv } from "#src/config/env.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readSecrets } from "#src/config/secrets.ts";
import type { Output } from "./output.ts";

/** The options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly data?: string;
}

export interface CommandContext {
  readonly output: Output;
  readonly office: BackOffice;
  /** As the organisation's owner: who can open the data folder or the database acts with the owner's rights. */
  readonly ctx: Context;
  /** The names of people, by actor. */
  readonly namesOf: (actors: readonly string[]) => Promise<Readonly<Record<string, string>>>;
}

/** Opens the back office beside whatever runs, does the work, and closes it again, also after an error. */
export async function withBackOffice<T>(
  options: GlobalOptions & Pick<OpenBackOfficeOptions, "odooMoved" | "withoutHeads">,
  output: Output,
  work: (command: CommandContext) => Promise<T>,
): Promise<T> {
  const env = readEnv();
  const config = resolveConfig(env, { dataDir: options.data });
  await using office = await openBackOffice({
    config,
    secrets: readSecrets(env),
    logger: createLogger(config.logLevel),
    role: "command",
    odooMoved: options.odooMoved === true,
    withoutHeads: options.withoutHeads === true,
    onProgress: (text) => output.progress(text),
  });
  const { accounts, ownerId } = await openAccounts(office);
  const namesOf: CommandContext["namesOf"] = (actors) => accounts.namesOf(config.organisation.id, actors);
  output.progressDone();
  if (office.restored !== null) output.line(output.colours.red(`Everything was stopped just now. ${office.restored}`));
  if (office.headsUnreadable !== null)
    output.line(output.colours.red(`${office.headsUnreadable.message} ${office.headsUnreadable.next ?? ""}`));
  try {
    return await work({ output, office, ctx: office.context(`user:${ownerId}`), namesOf });
  } catch (error) {
    // What nobody foresaw is for the log; people get the sentence.
    if (!(error instanceof AiCooError) || error.code === "internal")
      office.logger.error({ err: error instanceof AiCooError ? error.cause : error }, "unexpected");
    throw error;
  }
}
