import type { ClaimedOutcome } from "#src/db/access/actionOutcomes.ts";
import type { Context } from "#src/db/index.ts";
import type { Observed, ObservedFact } from "#src/db/schema/index.ts";
import { chunk, mapWithLimit } from "#src/lib/asynchronous.ts";
import type { OdooModel, RecordOf } from "#src/odoo/models/index.ts";
import { odooMoment, type OdooDomain, type OdooReader } from "#src/odoo/read/index.ts";

/** An executed action that is looked at. */
export interface Subject extends ClaimedOutcome {
  /** The organisation's calendar day of the effect, `YYYY-MM-DD`: payments have days and no times. */
  readonly effectDay: string;
  /** The last day that counts. */
  readonly closesDay: string;
}

/** What a look works with. Nothing in it can change anything in Odoo. */
export interface Look {
  readonly ctx: Context;
  readonly reader: OdooReader;
  readonly now: Date;
}

/** What one observer sees of an action now: all that it knows, also what it knew before. */
export interface Sight extends Pick<Observed, "money" | "invoices" | "daysToPay" | "revenue" | "baseline"> {
  readonly facts: readonly ObservedFact[];
  /** Nothing that it looks at can change any more: the record is gone, the follow-up has ended. */
  readonly over?: boolean;
  /** There is nothing by which the record could be found. */
  readonly untraceable?: boolean;
}

/** Looks at one kind of thing for many actions together: the number of its questions does not grow with theirs, but by pages of ids. */
export interface Observer {
  readonly isFor: (subject: Subject) => boolean;
  /** The sights by action id; who is absent was not seen at all. */
  readonly observe: (subjects: readonly Subject[], look: Look) => Promise<ReadonlyMap<string, Sight>>;
}

/** A fact that Odoo or we know the time of. */
export const dated = (fact: ObservedFact["fact"], at: string, note?: string): ObservedFact => ({
  fact,
  at,
  dated: true,
  ...(note === undefined ? {} : { note }),
});

/** A fact that is seen to be so now; since when, nobody knows. */
export const seen = (fact: ObservedFact["fact"], now: Date, note?: string): ObservedFact => ({
  fact,
  at: now.toISOString(),
  dated: false,
  ...(note === undefined ? {} : { note }),
});

/** Whether an ISO moment of Odoo's lies after the effect. Odoo's moments have whole seconds, so the second of the effect counts as before. */
export function isAfterEffect(at: string | null | undefined, { effectAt }: Pick<Subject, "effectAt">): at is string {
  return at !== null && at !== undefined && Date.parse(at) > effectAt.getTime();
}

/** The moment from which records have to be read for all of these: Odoo's notation, UTC. */
export function earliestEffect(subjects: readonly Subject[]): string {
  const earliest = Math.min(...subjects.map(({ effectAt }) => effectAt.getTime()));
  return odooMoment(new Date(earliest));
}

const IDS_PER_CALL = 500;
const CALLS_AT_ONCE = 2;

/** Records whose `field` is among the ids, in pages of ids. */
export async function listAmong<M extends OdooModel>(
  reader: OdooReader,
  model: M,
  field: string,
  ids: readonly number[],
  more: OdooDomain = [],
): Promise<RecordOf<M>[]> {
  const pages = await mapWithLimit(chunk([...new Set(ids)], IDS_PER_CALL), CALLS_AT_ONCE, (part) =>
    reader.list(model, { domain: [[field, "in", part], ...more] }),
  );
  return pages.flat();
}

/** The record that an effect became on the other side, `project.task,17`; null where it is not known. */
export function madeRecord({ providerRef }: Pick<Subject, "providerRef">, model: string): number | null {
  const [name, id] = providerRef?.split(",") ?? [];
  const number = Number(id);
  return name === model && Number.isSafeInteger(number) && number > 0 ? number : null;
}
