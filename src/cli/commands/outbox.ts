import { listOutbox, outboxFolder } from "#src/main/mail.ts";
import { readEnv } from "#src/config/env.ts";
import { resolveConfig } from "#src/config/config.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { moment } from "../render/moment.ts";

/** `ai-coo outbox`: the mails of the demo, which go to a folder and not to people. */
export async function outboxCommand(options: GlobalOptions & { readonly full?: boolean }, output: Output): Promise<void> {
  const config = resolveConfig(readEnv(), { dataDir: options.data });
  if (config.mail.kind !== "outbox") {
    throw new AiCooError("invalid_input", "Mail goes to a real mail server here, so there is no outbox.", {
      next: "Look at the sent mails there.",
    });
  }
  const folder = outboxFolder(config.dataDir);
  const mails = await listOutbox(folder);
  output.result({ folder, mails });
  if (mails.length === 0) output.line("The outbox is empty.");
  for (const mail of mails) {
    output.line(`${moment(mail.at)}  ${mail.to.join(", ")}  ${output.colours.bold(mail.subject)}`);
    if (options.full === true) for (const line of mail.text.split("\n")) output.line(`  ${output.colours.dim("│")} ${line}`);
  }
  if (mails.length > 0) output.line(output.colours.dim(`\n${mails.length} ${mails.length === 1 ? "mail" : "mails"} in ${folder}`));
}
