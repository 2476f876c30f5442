import { endCommitment, findCommitmentId, listCommitments, recordCommitment, type CommitmentView } from "#src/customers/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { findCustomer, findInvoices } from "#src/main/customers.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { shortId } from "../render/action.ts";
import { moment } from "../render/moment.ts";
import { renderTable } from "../render/table.ts";

const MOST = 200;

interface ListOptions extends GlobalOptions {
  readonly all?: boolean;
}

/** `ai-coo customers promises [customer]` and `… disputes [customer]`: those that stand, or all with `--all`. */
export async function listCommitmentsCommand(
  kind: "promise" | "dispute",
  reference: string | undefined,
  options: ListOptions,
  output: Output,
): Promise<void> {
  await withBackOffice(options, output, async ({ ctx, office }) => {
    const { reader } = office.odoo.connection;
    const customer = reference === undefined ? undefined : await findCustomer(reader, reference);
    const input = {
      kinds: [kind],
      limit: MOST,
      ...(customer === undefined ? {} : { partnerId: customer.partnerId }),
      ...(options.all === true ? {} : { status: ["open"] as const }),
    };
    const { commitments, nextCursor } = await listCommitments({ ctx, input });
    output.result({ commitments, nextCursor });
    if (commitments.length === 0) {
      output.line(`No ${kind}s${options.all === true ? "" : " that stand"}${customer === undefined ? "" : ` of ${customer.name}`}.`);
      return;
    }
    for (const line of renderTable(commitments, COLUMNS, output.width, output.colours)) output.line(line);
    if (nextCursor !== null) output.line(output.colours.dim(`The newest ${MOST}.`));
  });
}

const COLUMNS: Parameters<typeof renderTable<CommitmentView>>[1] = [
  { title: "id", text: ({ commitmentId }) => shortId(commitmentId) },
  { title: "recorded", text: ({ recordedAt }) => moment(recordedAt) },
  { title: "status", text: ({ status }) => status },
  { title: "customer", text: ({ partnerId, partnerName }) => `${partnerName ?? ""} (${partnerId})`.trim() },
  { title: "until", text: ({ until }) => until ?? "" },
  { title: "amount", align: "right", text: ({ amount, currency }) => (amount === null ? "" : `${amount} ${currency ?? ""}`.trim()) },
  { title: "invoices", text: ({ invoiceIds }) => (invoiceIds.length === 0 ? "all" : invoiceIds.join(", ")) },
  { title: "note", text: ({ note }) => note ?? "", flexible: true },
];

export interface RecordOptions extends GlobalOptions {
  readonly until?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly company?: string;
  readonly invoices?: string;
  readonly note?: string;
  readonly reason?: string;
}

/** `ai-coo customers promise <customer> --until <day>` and `… dispute <customer> --reason "…"`. */
export async function recordCommitmentCommand(
  kind: "promise" | "dispute",
  reference: string,
  { until, amount, currency, company, invoices, note, reason, ...options }: RecordOptions,
  output: Output,
): Promise<void> {
  const numbers = { amount: numberOf(amount, "amount"), companyId: numberOf(company, "company") };
  const named = (invoices ?? "").split(",").flatMap((part) => part.trim() || []);
  await withBackOffice(options, output, async ({ ctx, office }) => {
    const { reader } = office.odoo.connection;
    const { partnerId, name } = await findCustomer(reader, reference);
    const invoiceIds = await findInvoices(reader, partnerId, named);
    const words = kind === "promise" ? note : reason;
    const result = await recordCommitment({
      ctx,
      input: {
        kind,
        partnerId,
        partnerName: name,
        invoiceIds,
        ...(numbers.amount === undefined ? {} : { amount: numbers.amount }),
        ...(numbers.companyId === undefined ? {} : { companyId: numbers.companyId }),
        ...(currency === undefined ? {} : { currency }),
        ...(until === undefined ? {} : { until }),
        ...(words === undefined ? {} : { note: words }),
      },
    });
    output.result(result);
    const what = kind === "promise" ? `a promise of ${name} to pay by ${until}` : `that ${name} disputes what it owes`;
    output.line(`recorded ${shortId(result.commitment.commitmentId)}: ${what}; ${actions(result.held)} held.`);
  });
}

/** `ai-coo customers withdraw <id> --reason "…"` and `… settle <id> --reason "…"` */
export async function endCommitmentCommand(
  as: "withdrawn" | "settled",
  reference: string,
  { reason, ...options }: GlobalOptions & { readonly reason: string },
  output: Output,
): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const commitmentId = await findCommitmentId({ ctx, input: { reference } });
    const result = await endCommitment({ ctx, input: { commitmentId, as, reason } });
    output.result(result);
    output.line(`${as} ${shortId(commitmentId)}: ${reason}; ${actions(result.released)} let go.`);
  });
}

/** `1 waiting action is`, `2 waiting actions are`. */
export const actions = (many: number): string => `${many} waiting ${many === 1 ? "action is" : "actions are"}`;

function numberOf(text: string | undefined, what: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw new AiCooError("invalid_input", `"${text}" is no ${what}; nothing was changed.`, { next: "Give a number, such as 1250.50." });
}
