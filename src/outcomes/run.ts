import { Temporal } from "temporal-polyfill";
import {
  claimDueOutcomes,
  insertActionOutcomes,
  postponeOutcomes,
  saveOutcomeLooks,
  unobservedActions,
  type ActionPosition,
  type ClaimedOutcome,
  type OutcomeLook,
} from "#src/db/access/actionOutcomes.ts";
import { appendDomainEvents, type NewDomainEvent } from "#src/db/access/domainEvents.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { asAiCooError, type AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { Logger } from "#src/lib/logger.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { changesBetween, mergeSights } from "./merge.ts";
import type { Look, Observer, Sight, Subject } from "./observer.ts";
import { OBSERVERS } from "./observers/registry.ts";
import type { OutcomeSettings } from "./settings.ts";

export interface RunOutcomesOptions {
  readonly reader: OdooReader;
  readonly settings: OutcomeSettings;
  /** The organisation's IANA time zone: payments have days, and the day of an effect is taken in it. */
  readonly timezone: string;
  readonly logger: Logger;
  /** Actions looked at together; the calls to Odoo are those of one such page, however many actions are in it. */
  readonly pageSize?: number;
  /** Takes nothing more when aborted; what is taken is finished. */
  readonly signal?: AbortSignal;
}

/** What one run came to. */
export interface OutcomesRun {
  /** Executed actions of which nothing was observed before. */
  readonly begun: number;
  readonly looked: number;
  /** Facts that were not known before. */
  readonly appeared: number;
  /** Rows that are not looked at again. */
  readonly closed: number;
  /** Rows that could not be looked at: a part of Odoo could not be read. They are looked at again by a later run. */
  readonly unreadable: number;
}

const DEFAULT_PAGE = 500;
const DAY_MS = 86_400_000;
const HOLD_MS = 10 * 60_000;
/** A little less than the hour between two runs, so that a run that begins a moment early skips nothing. */
const LOOK_EVERY_MS = 55 * 60_000;
/** A row that nobody could read for this long after its window is closed unread. */
const GIVE_UP_MS = 7 * DAY_MS;
/** Actions live for at most a week, and a doubt about one may last longer: this much is looked back beyond the longest window. */
const LOOK_BACK_DAYS = 60;
const NO_ACTION = "00000000-0000-0000-0000-000000000000";

/**
 * Looks at what happened after the actions that were carried out. Everything is read from Odoo and our own database and
 * nothing is changed there. Safe to run twice, late, overlapping and on many workers: each row is looked at by one run at a
 * time, and what a run saw is kept only while the row is still its own. Memory stays that of one page.
 * @throws what Odoo threw, when none of the rows could be looked at.
 */
export async function runOutcomes(ctx: Context, options: RunOutcomesOptions): Promise<OutcomesRun> {
  const begun = await begin(ctx, options);
  // a name of its own for each run: the same process may be running twice
  const runId = uuidv7(ctx.clock.now());
  const totals = { looked: 0, appeared: 0, closed: 0, unreadable: 0 };
  let failure: AiCooError | null = null;
  while (options.signal?.aborted !== true) {
    const claim = { runId, until: new Date(ctx.clock.now().getTime() + HOLD_MS), limit: options.pageSize ?? DEFAULT_PAGE };
    const rows = await withTransaction(ctx, (inner) => claimDueOutcomes(inner, claim));
    if (rows.length === 0) break;
    const page = await lookAt(ctx, rows, runId, options);
    for (const key of ["looked", "appeared", "closed", "unreadable"] as const) totals[key] += page[key];
    failure ??= page.failure;
  }
  if (failure !== null && totals.looked === 0) throw failure;
  return { begun, ...totals };
}

/** Begins the observation of what was carried out and is not observed yet, a page at a time. */
async function begin(ctx: Context, { settings, pageSize = DEFAULT_PAGE, signal }: RunOutcomesOptions): Promise<number> {
  const now = ctx.clock.now();
  const longest = Math.max(...Object.values(settings.windowDays));
  let after: ActionPosition = { createdAt: new Date(now.getTime() - (longest + LOOK_BACK_DAYS) * DAY_MS), actionId: NO_ACTION };
  for (let begun = 0; ;) {
    const position = after;
    const found = await withTransaction(ctx, (inner) => unobservedActions(inner, { after: position, limit: pageSize }));
    const rows = found.map(({ actionId, actionType, effectAt, scheduledFor }) => {
      const from = scheduledFor !== null && scheduledFor > effectAt ? scheduledFor : effectAt;
      return {
        actionId,
        actionType,
        effectAt,
        windowClosesAt: new Date(from.getTime() + settings.windowDays[actionType] * DAY_MS),
        nextLookAt: now,
      };
    });
    begun += await withTransaction(ctx, (inner) => insertActionOutcomes(inner, rows));
    const last = found.at(-1);
    if (last === undefined || found.length < pageSize || signal?.aborted === true) return begun;
    after = last;
  }
}

interface PageResult extends Omit<OutcomesRun, "begun"> {
  readonly failure: AiCooError | null;
}

async function lookAt(ctx: Context, rows: readonly ClaimedOutcome[], runId: string, options: RunOutcomesOptions): Promise<PageResult> {
  const now = ctx.clock.now();
  const dayOf = (moment: Date): string =>
    Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(options.timezone).toPlainDate().toString();
  const subjects = rows.map((row): Subject => ({ ...row, effectDay: dayOf(row.effectAt), closesDay: dayOf(row.windowClosesAt) }));
  const { sights, failed, failure } = await observeAll(subjects, { ctx, reader: options.reader, now }, options.logger);
  const readable = subjects.filter(({ actionId }) => !failed.has(actionId));
  const looks = [
    ...readable.map((subject) => lookOf(subject, sights.get(subject.actionId) ?? [], now)),
    ...subjects
      .filter(({ actionId, windowClosesAt }) => failed.has(actionId) && now.getTime() > windowClosesAt.getTime() + GIVE_UP_MS)
      .map(({ actionId, observed }): OutcomeLook => ({ actionId, observed, nextLookAt: now, finalBecause: "unreadable" })),
  ];
  const given = new Set(looks.map(({ actionId }) => actionId));
  const waiting = subjects.filter(({ actionId }) => !given.has(actionId)).map(({ actionId }) => actionId);
  return withTransaction(ctx, async (inner) => {
    const saved = await saveOutcomeLooks(inner, runId, looks);
    await postponeOutcomes(inner, runId, { actionIds: waiting, until: new Date(now.getTime() + LOOK_EVERY_MS) });
    const kept = looks.filter(({ actionId }) => saved.has(actionId));
    const before = new Map(subjects.map((subject) => [subject.actionId, subject]));
    const events = kept.flatMap((look) => eventsOf(before.get(look.actionId)!, look));
    await appendDomainEvents(inner, events);
    return {
      looked: kept.filter(({ actionId }) => !failed.has(actionId)).length,
      appeared: events.filter(({ kind }) => kind !== WITHDRAWN).length,
      closed: kept.filter(({ finalBecause }) => finalBecause !== null).length,
      unreadable: waiting.length,
      failure,
    };
  });
}

interface Sights {
  readonly sights: ReadonlyMap<string, readonly Sight[]>;
  /** The actions of which a part could not be read: what is known of them stays as it is. */
  readonly failed: ReadonlySet<string>;
  readonly failure: AiCooError | null;
}

/** Every observer over its own actions; one that fails takes only those with it. */
async function observeAll(subjects: readonly Subject[], look: Look, logger: Logger): Promise<Sights> {
  const sights = new Map<string, Sight[]>(subjects.map(({ actionId }) => [actionId, []]));
  const failed = new Set<string>();
  let failure: AiCooError | null = null;
  for (const [name, observer] of Object.entries<Observer>(OBSERVERS)) {
    const own = subjects.filter(observer.isFor);
    if (own.length === 0) continue;
    try {
      for (const [actionId, sight] of await observer.observe(own, look)) sights.get(actionId)?.push(sight);
    } catch (thrown) {
      failure ??= asAiCooError(thrown);
      logger.warn({ err: thrown, observer: name, actions: own.length }, "What came of some actions could not be read.");
      for (const { actionId } of own) failed.add(actionId);
    }
  }
  return { sights, failed, failure };
}

function lookOf(subject: Subject, sights: readonly Sight[], now: Date): OutcomeLook {
  const { actionId, windowClosesAt } = subject;
  const observed = mergeSights(subject, sights, now);
  const nextLookAt = new Date(Math.min(now.getTime() + LOOK_EVERY_MS, Math.max(windowClosesAt.getTime(), now.getTime())));
  const watched = sights.some(({ over }) => over !== true);
  const untraceable = !watched && sights.some((sight) => sight.untraceable === true);
  const finalBecause = now >= windowClosesAt ? "window_closed" : watched ? null : untraceable ? "unreadable" : "nothing_more";
  return { actionId, observed, nextLookAt, finalBecause };
}

const WITHDRAWN = "outcome.withdrawn";

/** What the live page and webhooks hear: each fact when it appears, and that one no longer holds. No text of anybody. */
function eventsOf({ actionId, actionType, observed: before }: Subject, { observed }: OutcomeLook): NewDomainEvent[] {
  const { appeared, gone } = changesBetween(before, observed);
  const about = { action_id: actionId, action_type: actionType };
  return [
    ...appeared.map(({ fact, at, dated }) => ({ kind: `outcome.${fact}`, actionId, payload: { ...about, at, dated } })),
    ...gone
      // paid in part and then in full is no step back
      .filter(({ fact }) => !(fact === "paid_in_part" && observed.facts.some((one) => one.fact === "paid")))
      .map(({ fact }) => ({ kind: WITHDRAWN, actionId, payload: { ...about, fact } })),
  ];
}
