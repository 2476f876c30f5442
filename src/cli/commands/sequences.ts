import { getSequence, listSequences, resumeSequence, stopSequence, type SequenceState, type SequenceView } from "#src/customers/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { findCustomer } from "#src/main/customers.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { moment } from "../render/moment.ts";
import { renderTable } from "../render/table.ts";
import { actions } from "./customers.ts";

const STATES = ["proposed", "waiting", "ended"] as const satisfies readonly SequenceState[];
const MOST = 500;

interface ListOptions extends GlobalOptions {
  readonly state?: string;
  readonly customer?: string;
  readonly limit?: string;
}

/** `ai-coo sequences list`: those that go on first, then the largest. */
export async function listSequencesCommand(options: ListOptions, output: Output): Promise<void> {
  const state = statesOf(options.state ?? "all");
  const limit = Number(options.limit ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new AiCooError("invalid_input", `"${options.limit}" is no number of sequences; nothing was listed.`, {
      next: `Use a whole number from 1 to ${MOST}.`,
    });
  }
  await withBackOffice(options, output, async ({ ctx, office }) => {
    const customer = options.customer === undefined ? undefined : await findCustomer(office.odoo.connection.reader, options.customer);
    const input = {
      limit,
      ...(state === undefined ? {} : { state }),
      ...(customer === undefined ? {} : { partnerId: customer.partnerId }),
    };
    const { sequences, total } = await listSequences({ ctx, input });
    output.result({ sequences, total });
    if (sequences.length === 0) {
      output.line("No sequences.");
      return;
    }
    for (const line of renderTable(sequences, COLUMNS, output.width, output.colours)) output.line(line);
    if (total > sequences.length) output.line(output.colours.dim(`${sequences.length} of ${total}; --limit shows more.`));
  });
}

const COLUMNS: Parameters<typeof renderTable<SequenceView>>[1] = [
  { title: "id", text: ({ sequenceId }) => sequenceId },
  { title: "customer", text: ({ partnerName }) => partnerName ?? "" },
  { title: "overdue", align: "right", text: ({ total, currency }) => (total === null ? "" : `${total.toFixed(2)} ${currency}`) },
  { title: "sent", text: ({ levels }) => levels.map(({ level }) => level).join(", ") },
  { title: "next", text: nextWords },
  { title: "state", text: ({ state, end }) => (end === null ? state : `ended: ${end.reason.replaceAll("_", " ")}`) },
  { title: "why", text: ({ end, waitsFor }) => end?.sentence ?? waitsFor ?? "", flexible: true },
];

function nextWords({ next }: SequenceView): string {
  if (next === null) return "";
  const what = next.kind === "collection" ? "collection" : `level ${next.level}`;
  return next.earliest === null ? what : `${what} from ${next.earliest}`;
}

/** `ai-coo sequences show <id>` */
export async function showSequenceCommand(sequenceId: string, options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const sequence = await getSequence({ ctx, input: { sequenceId } });
    output.result(sequence);
    const { partnerId, partnerName, companyName, companyId, currency, total, daysOverdue, levels, state, next, end, waitsFor, asOf } =
      sequence;
    output.line(output.colours.bold(`${partnerName ?? `Customer ${partnerId}`}, ${companyName ?? `company ${companyId}`}, ${currency}`));
    output.line(total === null ? "Nothing is overdue." : `${total.toFixed(2)} ${currency} overdue, the oldest for ${daysOverdue} days.`);
    for (const { level, at, state: how } of levels)
      output.line(`level ${level}: ${how === "sent" ? "sent" : "may have been sent"} ${moment(at)}`);
    output.line(`${state}${end === null ? "" : ` (${end.reason.replaceAll("_", " ")})`}${end === null ? "" : `: ${end.sentence}`}`);
    if (next !== null) output.line(`next: ${nextWords(sequence)}`);
    if (waitsFor !== null) output.line(`waits: ${waitsFor}`);
    if (asOf !== null) output.line(output.colours.dim(`The books were read ${moment(asOf)}.`));
  });
}

/** `ai-coo sequences stop <id> --reason "…" [--until <day>]` */
export async function stopSequenceCommand(
  sequenceId: string,
  { reason, until, ...options }: GlobalOptions & { readonly reason: string; readonly until?: string },
  output: Output,
): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const result = await stopSequence({ ctx, input: { sequenceId, reason, ...(until === undefined ? {} : { until }) } });
    output.result(result);
    output.line(`stopped ${sequenceId}${until === undefined ? "" : ` until ${until}`}: ${reason}; ${actions(result.held)} held.`);
  });
}

/** `ai-coo sequences resume <id> --reason "…"` */
export async function resumeSequenceCommand(
  sequenceId: string,
  { reason, ...options }: GlobalOptions & { readonly reason: string },
  output: Output,
): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const result = await resumeSequence({ ctx, input: { sequenceId, reason } });
    output.result(result);
    output.line(`${sequenceId} goes on: ${reason}; ${actions(result.released)} let go.`);
  });
}

function statesOf(text: string): SequenceState[] | undefined {
  if (text === "all") return undefined;
  return text.split(",").map((word) => {
    const state = STATES.find((known) => known === word.trim());
    if (state !== undefined) return state;
    throw new AiCooError("invalid_input", `"${word}" is no state of a sequence; nothing was listed.`, {
      next: `Use all, or some of: ${STATES.join(", ")}.`,
    });
  });
}
