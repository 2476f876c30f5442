import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

/** `ai-coo odoo moved`: the configured Odoo is the one this organisation always worked with, at a new address. */
export async function odooMovedCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice({ ...options, odooMoved: true }, output, async ({ office }) => {
    const { odoo } = office.config;
    output.result({ orgId: office.config.organisation.id, odoo });
    output.line(
      `The organisation "${office.config.organisation.id}" now belongs to ${odoo.kind === "server" ? `${odoo.url} (${odoo.database})` : "the simulated company"}.`,
    );
  });
}
