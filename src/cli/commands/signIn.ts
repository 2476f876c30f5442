import { makeSignInLink } from "#src/main/accounts.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

interface SignInOptions extends GlobalOptions {
  readonly email?: string;
}

/** `ai-coo sign-in`: a link that signs the owner, or a member, in once. */
export async function signInCommand(options: SignInOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const link = await makeSignInLink(office, options.email);
    output.result(link);
    output.line(link.url);
    output.line(output.colours.dim(`good once, until ${link.expiresAt}`));
  });
}
