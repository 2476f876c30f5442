import { registerApproverPhone } from "#src/main/approvers.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

/** `ai-coo notifications phone`: the number from which a member decides by SMS. */
export async function registerPhoneCommand(email: string, phone: string, options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const registered = await registerApproverPhone(office, { email, phone });
    output.result({ phone: registered });
    output.line(`${registered} is registered: an answer by SMS from it is ${email}'s word.`);
  });
}
