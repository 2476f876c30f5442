import { Temporal } from "temporal-polyfill";
import { endCommitmentRow, insertCommitment, sameScopeRows, type NewCommitment } from "#src/db/access/customerCommitments.ts";
import { getPartnerName } from "#src/db/access/partnerNames.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { announceCommitment, keepCommitmentHolds, lockOutreach, shownTimezone } from "#src/outreach/index.ts";
import { viewOf } from "./rows.ts";
import type { CommitmentChange, CommitmentSource } from "./types.ts";
import { invalid, requireWords, wordsOf } from "./words.ts";

export interface RecordCommitmentInput {
  readonly kind: "promise" | "dispute" | "stop";
  /** The commercial entity in Odoo. */
  readonly partnerId: number;
  /** As it was seen; where it is left out, as the latest action about the customer has it. */
  readonly partnerName?: string;
  /** Of whichever company, in whichever currency, when left out. */
  readonly companyId?: number;
  /** ISO 4217. */
  readonly currency?: string;
  /** What the customer named, in the currency's major unit; kept and shown. */
  readonly amount?: number;
  /** All that the customer owes when left out. */
  readonly invoiceIds?: readonly number[];
  /** The last day, `YYYY-MM-DD`: a promise needs one, a stop may have one. */
  readonly until?: string;
  /** What was said: a dispute and a stop need it. */
  readonly note?: string;
  readonly source?: CommitmentSource;
}

const MOST_INVOICES = 500;
/** Whoever promises to pay in more than a year has not promised to pay. */
const MOST_DAYS = 365;

/**
 * Records what a customer said about its debt, or that a person stops its reminders, and holds the waiting actions that ask for it,
 * in one transaction. It takes the lock under which mails are reserved: a reminder whose sending is decided after this one is
 * refused. The same said again with another day takes the place of what stood. Errors: `invalid_input`, `conflict`.
 */
export async function recordCommitment({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: RecordCommitmentInput;
}): Promise<CommitmentChange> {
  return withTransaction(ctx, async (inner) => {
    const commitment = await checked(inner, input);
    await lockOutreach(inner, "email");
    await replaceSame(inner, commitment);
    const row = await insertCommitment(inner, commitment);
    await announceCommitment(inner, row, row.note);
    const { held, released } = await keepCommitmentHolds(inner, [row.partnerId]);
    return { commitment: viewOf(row), held, released };
  });
}

async function checked(ctx: TxContext, input: RecordCommitmentInput): Promise<NewCommitment> {
  const { kind, partnerId, companyId, currency, amount, until, source = "person" } = input;
  const invoiceIds = [...new Set(input.invoiceIds ?? [])];
  for (const id of [partnerId, ...(companyId === undefined ? [] : [companyId]), ...invoiceIds]) {
    if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647)
      throw invalid(`${id} is no id of a record in Odoo.`, "Use the number that Odoo shows.");
  }
  if (invoiceIds.length > MOST_INVOICES) throw invalid(`It names more than ${MOST_INVOICES} invoices.`, "Name none, which means all.");
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) throw invalid(`"${currency}" is no currency.`, "Use a code such as EUR.");
  if (amount !== undefined && !(Number.isFinite(amount) && amount > 0)) throw invalid("The amount is not above zero.", "Leave it out.");
  if (kind === "promise" && until === undefined) throw invalid("A promise needs the day by which the customer pays.", "Say until when.");
  if (kind === "dispute" && until !== undefined)
    throw invalid("A dispute has no last day: it stands until it is settled.", "Leave the day out.");
  if (until !== undefined) await requireDay(ctx, until);
  const name = wordsOf(input.partnerName, "The name")?.slice(0, 200);
  return {
    id: uuidv7(ctx.clock.now()),
    kind,
    partnerId,
    partnerName: name ?? (await getPartnerName(ctx, partnerId)),
    companyId: companyId ?? null,
    currency: currency ?? null,
    amount: amount ?? null,
    invoiceIds,
    untilDay: until ?? null,
    note:
      kind === "promise" ? wordsOf(input.note, "The note") : requireWords(input.note, kind === "dispute" ? "What is disputed" : "A reason"),
    source,
  };
}

/** From today on, as the organisation's clock has it, and within a year. */
async function requireDay(ctx: TxContext, until: string): Promise<void> {
  const timezone = await shownTimezone(ctx);
  const today = Temporal.Instant.fromEpochMilliseconds(ctx.clock.now().getTime()).toZonedDateTimeISO(timezone).toPlainDate();
  let day: Temporal.PlainDate;
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) throw new RangeError("not written as a day");
    day = Temporal.PlainDate.from(until, { overflow: "reject" });
  } catch {
    throw invalid(`"${until}" is no day.`, "Write it as 2026-03-31.");
  }
  const days = today.until(day, { largestUnit: "day" }).days;
  if (days < 0 || days > MOST_DAYS)
    throw invalid(`${until} is not a day between today and a year from now.`, "Give the day that the customer named.");
}

/** What stood with the same scope makes way, unless it says the very same. */
async function replaceSame(ctx: TxContext, commitment: NewCommitment): Promise<void> {
  for (const before of await sameScopeRows(ctx, commitment)) {
    if (before.untilDay === commitment.untilDay && before.amount === commitment.amount && before.note === commitment.note) {
      throw new AiCooError("conflict", `The same ${commitment.kind} stands already, so nothing was recorded.`, {
        next: "Look at what stands, and withdraw it if it is wrong.",
        details: { commitmentId: before.id },
      });
    }
    const ended = await endCommitmentRow(ctx, before.id, { status: "settled", reason: "Replaced by what was said later." });
    if (ended !== null) await announceCommitment(ctx, ended, null);
  }
}
