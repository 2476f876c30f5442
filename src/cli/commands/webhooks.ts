import { readEnv } from "#src/config/env.ts";
import { readInboundSecrets } from "#src/config/inbound.ts";
import { webhooksOf } from "#src/main/inbound.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

/** `ai-coo webhooks`: the addresses to be entered at the providers, with the secrets that are in them. */
export async function webhooksCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const addresses = webhooksOf(office, readInboundSecrets(readEnv()).webhook);
    output.result({ webhooks: addresses });
    for (const { what, url } of addresses) {
      output.line(what);
      output.line(`  ${output.colours.bold(url)}`);
    }
    output.line();
    if (office.config.publicUrl === undefined)
      output.line(output.colours.red("PUBLIC_URL is not set: no provider reaches these, and Twilio is not believed."));
    output.line(
      output.colours.dim(
        "Whoever has an address with a secret in it can report for you: keep them. docs/webhooks.md says what to enter where.",
      ),
    );
  });
}
