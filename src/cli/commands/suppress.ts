import { AiCooError } from "#src/lib/errors.ts";
import { readSuppressions, suppress, unsuppress, type AddressOnChannel } from "#src/main/suppressionList.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { moment } from "../render/moment.ts";
import { renderTable } from "../render/table.ts";

export interface SuppressOptions extends GlobalOptions {
  readonly channel?: string;
  readonly reason: string;
}

function channelOf(text: string | undefined): AddressOnChannel["channel"] {
  if (text === undefined || text === "email") return "email";
  if (text === "sms") return "sms";
  throw new AiCooError("invalid_input", `"${text}" is no channel, so nothing was changed.`, { next: "Use email or sms." });
}

/** `ai-coo suppress add <address> --reason "…"`: it is not contacted on that channel again, whoever approves. */
export async function addSuppressionCommand(address: string, options: SuppressOptions, output: Output): Promise<void> {
  const channel = channelOf(options.channel);
  await withBackOffice(options, output, async ({ ctx }) => {
    const result = await suppress(ctx, { channel, address, note: options.reason });
    output.result(result);
    output.line(
      result.added
        ? `${result.address} is not contacted by ${channel} again; approved actions that would are blocked.`
        : `${result.address} stood on the list already.`,
    );
  });
}

/** `ai-coo suppress remove <address> --reason "…"` */
export async function removeSuppressionCommand(address: string, options: SuppressOptions, output: Output): Promise<void> {
  const channel = channelOf(options.channel);
  await withBackOffice(options, output, async ({ ctx }) => {
    await unsuppress(ctx, { channel, address, note: options.reason });
    output.result({ channel, address, removed: true });
    output.line(`${address} may be contacted by ${channel} again.`);
  });
}

/** `ai-coo suppress list`: who is never contacted, newest first. */
export async function listSuppressionsCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const suppressions = await readSuppressions(ctx);
    output.result({ suppressions });
    if (suppressions.length === 0) {
      output.line("Nobody is on the list.");
      return;
    }
    const lines = renderTable(
      suppressions,
      [
        { title: "since", text: (row) => moment(row.createdAt.toISOString()) },
        { title: "channel", text: (row) => row.channel },
        { title: "address", text: (row) => row.address },
        { title: "why", text: (row) => row.reason.replaceAll("_", " ") },
        { title: "note", text: (row) => row.source ?? "", flexible: true },
      ],
      output.width,
      output.colours,
    );
    for (const line of lines) output.line(line);
  });
}
