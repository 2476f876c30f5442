import { listOutbox, outboxFolder } from "#src/main/mail.ts";
import { notificationOutboxFolder, notificationSmsFolder } from "#src/main/notifications.ts";
import { listSmsOutbox, smsOutboxFolder } from "#src/main/sms.ts";
import { readEnv } from "#src/config/env.ts";
import { resolveConfig } from "#src/config/config.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { moment } from "../render/moment.ts";

/** `ai-coo outbox`: the mails and SMS of the demo, which go to folders and not to people. */
export async function outboxCommand(
  options: GlobalOptions & { readonly full?: boolean; readonly approvers?: boolean },
  output: Output,
): Promise<void> {
  const config = resolveConfig(readEnv(), { dataDir: options.data });
  if (config.mail.kind !== "outbox" && config.sms.kind !== "outbox") {
    throw new AiCooError("invalid_input", "Mail goes to a real mail server here, so there is no outbox.", {
      next: "Look at the sent mails there.",
    });
  }
  const isTold = options.approvers === true;
  const folder = isTold ? notificationOutboxFolder(config.dataDir) : outboxFolder(config.dataDir);
  const mails = config.mail.kind === "outbox" ? await listOutbox(folder) : [];
  const smsFolder = isTold ? notificationSmsFolder(config.dataDir) : smsOutboxFolder(config.dataDir);
  const sms = config.sms.kind === "outbox" ? await listSmsOutbox(smsFolder) : [];
  output.result({ folder, mails, smsFolder, sms });
  const body = (text: string): void => {
    if (options.full === true) for (const line of text.split("\n")) output.line(`  ${output.colours.dim("│")} ${line}`);
  };
  if (mails.length + sms.length === 0) output.line("The outbox is empty.");
  for (const mail of mails) {
    output.line(`${moment(mail.at)}  ${mail.to.join(", ")}  ${output.colours.bold(mail.subject)}`);
    body(mail.text);
  }
  for (const message of sms) {
    const parts = message.segments === 1 ? "SMS" : `SMS in ${message.segments} parts`;
    output.line(`${moment(message.at)}  ${message.to}  ${output.colours.bold(parts)}`);
    body(message.body);
  }
  if (mails.length > 0) output.line(output.colours.dim(`\n${mails.length} ${mails.length === 1 ? "mail" : "mails"} in ${folder}`));
  if (sms.length > 0) output.line(output.colours.dim(`\n${sms.length} SMS in ${smsFolder}`));
}
