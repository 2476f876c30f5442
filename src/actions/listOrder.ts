import { desc, sql, type SQL } from "drizzle-orm";
import { autonomousActions } from "#src/db/schema/index.ts";
import { readCursor, writeCursor } from "#src/lib/cursor.ts";
import { expiringBefore, MONEY_BANDS, RISK_LEVELS, urgencyOf } from "#src/protocol/index.ts";
import type { SummaryRow } from "./rows.ts";

/** How a page of a list is read. */
export interface ListOrder {
  readonly by: readonly SQL[];
  /** What comes after the page before; undefined on the first one. */
  readonly after: SQL | undefined;
  /** Where the next page goes on. */
  readonly cursorOf: (last: SummaryRow) => string;
}

export const LIST_ORDERS = ["newest", "urgency"] as const;
export type ListOrderName = (typeof LIST_ORDERS)[number];

/** The order of that name; null where the cursor is none of its own. */
export function listOrderOf(name: ListOrderName, cursor: string | undefined, now: Date): ListOrder | null {
  return name === "urgency" ? mostUrgentFirst(cursor, now) : newestFirst(cursor);
}

const a = autonomousActions;
const at = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`;

function newestFirst(cursor: string | undefined): ListOrder | null {
  const read = cursor === undefined ? undefined : readCursor(cursor);
  if (read === null) return null;
  return {
    by: [desc(a.createdAt), desc(a.actionId)],
    after: read === undefined ? undefined : sql`(${a.createdAt}, ${a.actionId}) < (${at(read.at)}, ${read.id}::uuid)`,
    cursorOf: ({ createdAt, actionId }) => writeCursor({ at: createdAt, id: actionId }),
  };
}

const stake = sql`coalesce(${a.amountAtStake}, ${a.amount}, 0)`;
// the bands stand in the text: they are the protocol's, not the caller's
const money = sql`(${sql.join(
  MONEY_BANDS.map((from) => sql`(${stake} >= ${sql.raw(String(from))})::int`),
  sql` + `,
)})`;
const risk = sql`(case ${a.riskLevel} ${sql.join(
  RISK_LEVELS.map((level, index) => sql.raw(`when '${level}' then ${index}`)),
  sql` `,
)} end)`;

/**
 * The most urgent first, by the bands of the protocol; within a band what people are likelier to accept, then where
 * more is at stake, then the newest.
 * Pages belong together: all of them see as about to expire what the first one did.
 */
function mostUrgentFirst(cursor: string | undefined, now: Date): ListOrder | null {
  const read = cursor === undefined ? undefined : readUrgencyCursor(cursor);
  if (read === null) return null;
  const began = read?.began ?? now;
  const expiring = sql`(${a.expiresAt} <= ${at(expiringBefore(began))})::int`;
  const key = [expiring, money, risk, sql`${a.priority}`, stake, sql`${a.createdAt}`, sql`${a.actionId}`];
  return {
    by: key.map((part) => desc(part)),
    after:
      read === undefined
        ? undefined
        : sql`(${sql.join(key, sql`, `)}) < (${read.expiring}::int, ${read.money}::int, ${read.risk}::int,
      ${read.priority}::float8, ${read.stake}::float8, ${at(read.createdAt)}, ${read.actionId}::uuid)`,
    cursorOf: (last) => {
      const facts = {
        expires_at: last.expiresAt.toISOString(),
        risk_level: last.riskLevel,
        amount_at_stake: last.amountAtStake ?? last.amount,
      };
      const band = urgencyOf(facts, began);
      const newest = writeCursor({ at: last.createdAt, id: last.actionId });
      const parts = [began.toISOString(), band.expiring, band.money, band.risk, last.priority, facts.amount_at_stake ?? 0, newest];
      return Buffer.from(parts.join(" ")).toString("base64url");
    },
  };
}

interface UrgencyCursor {
  readonly began: Date;
  readonly expiring: number;
  readonly money: number;
  readonly risk: number;
  readonly priority: number;
  readonly stake: number;
  readonly createdAt: Date;
  readonly actionId: string;
}

function readUrgencyCursor(text: string): UrgencyCursor | null {
  const [began = "", ...rest] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  const moment = new Date(began);
  const last = rest.length === 6 ? readCursor(rest[5]!) : null;
  const [expiring, money, risk, priority, stake] = rest.slice(0, 5).map(Number);
  if (Number.isNaN(moment.getTime()) || last === null) return null;
  if (![expiring, money, risk].every(isBand) || !isFraction(priority) || !Number.isFinite(stake)) return null;
  return {
    began: moment,
    expiring: expiring!,
    money: money!,
    risk: risk!,
    priority: priority!,
    stake: stake!,
    createdAt: last.at,
    actionId: last.id,
  };
}

const isFraction = (value: number | undefined): boolean => value !== undefined && value >= 0 && value <= 1;
const isBand = (value: number | undefined): boolean => Number.isInteger(value) && value! >= 0 && value! <= 9;
