import { z } from "zod";

/**
 * What an organisation may change about analyses. Every field has a default, so `{}` is valid and
 * unknown keys are errors. Money is in the company's currency.
 */

const days = z.int().min(0).max(3650);
const share = z.number().min(0).max(1);
const money = z.number().min(0);

const ladderLevelSchema = z.strictObject({
  /** Days after the due date of the oldest overdue invoice. */
  daysAfterDue: days,
  /** Days since the level before was sent; the first level has none before it. */
  minDaysSincePrevious: days.default(5),
  channel: z.literal("email").default("email"),
  tone: z.enum(["friendly", "firm", "final"]),
});

const ladderSchema = z
  .array(ladderLevelSchema)
  .min(1)
  .max(9)
  .refine((levels) => levels.every((level, index) => index === 0 || level.daysAfterDue > levels[index - 1]!.daysAfterDue), {
    message: "each level of the ladder must come later than the one before it",
  });

const remindersSchema = z.strictObject({
  /** The first entry is level 1. After the last comes the collection task: the ladder ends with a person. */
  ladder: ladderSchema.default([
    { daysAfterDue: 7, minDaysSincePrevious: 5, channel: "email", tone: "friendly" },
    { daysAfterDue: 21, minDaysSincePrevious: 5, channel: "email", tone: "firm" },
    { daysAfterDue: 45, minDaysSincePrevious: 5, channel: "email", tone: "final" },
  ]),
  /** Days after the last level before the collection task is made. */
  collectionAfterDays: days.default(7),
  /** A customer is left alone until its oldest overdue invoice is overdue for more days than this. */
  graceDays: days.default(3),
  /** Overdue invoices of at most this amount are never asked for. */
  tolerance: money.default(1),
  /** Days between two contacts of a customer, counting those that people made in Odoo. */
  minDaysBetweenContacts: days.default(5),
  /** Days for which the first reminder waits after the customer wrote, unless a person lets it go on before; an answer to a reminder ends the sequence. */
  daysAfterReply: z.int().min(0).max(365).default(14),
  /** Business days after the promised one that still count as kept: a transfer takes a day. */
  promiseGraceDays: z.int().min(0).max(60).default(1),
  /** Whether a disputed invoice stops reminders for the whole customer, or only for itself. */
  disputeHolds: z.enum(["invoice", "customer"]).default("invoice"),
  /** More than this many overdue invoices do not fit a message: a person sends a statement. */
  maxInvoicesPerMessage: z.int().min(1).max(500).default(100),
  /** Customers proposed in one run, largest amounts first. */
  maxCustomersPerRun: z.int().min(1).max(5000).default(200),
});

const escalationSchema = z.strictObject({
  /** Overdue for more days than this. */
  afterDays: days.default(60),
  /** At least this much overdue, once the first level's days have passed; null turns it off. */
  amount: money.nullable().default(10_000),
});

const freshnessSchema = z.strictObject({
  /** Off for organisations that keep no bank in Odoo. */
  enabled: z.boolean().default(true),
  /** The newest reconciled line of a bank statement may be this many business days old. */
  businessDays: z.int().min(0).max(60).default(3),
});

const alertsSchema = z.strictObject({
  runwayMonthsBelow: z.number().min(0).nullable().default(3),
  /** Full months over which outflow is averaged. */
  outflowMonths: z.int().min(1).max(24).default(3),
  receivablesOver60Share: share.nullable().default(0.25),
  receivablesOver90: money.nullable().default(5_000),
  payablesOver90: money.nullable().default(5_000),
  workingCapitalBelow: z.number().nullable().default(0),
  customerShareAbove: share.nullable().default(0.3),
});

const dealsSchema = z.strictObject({
  /** No stage change, message or finished activity for this many days. */
  staleAfterDays: days.default(14),
  /** Quiet for longer than this a deal is left to people: a message out of nowhere would be strange. */
  forgottenAfterDays: days.default(365),
  /** Follow-ups to a deal that stays quiet; then a person decides. */
  maxFollowUps: z.int().min(1).max(10).default(2),
  /** Deals expected to close within this many days get a check-in by SMS. */
  closingWithinDays: days.default(7),
  /** Days between two check-ins of a deal. */
  checkInAgainAfterDays: days.default(30),
  /** Deals won within this many days, and not begun, get a task. */
  wonWithinDays: days.default(7),
  /** A deal that was moved, or got a task, is not moved or given one again within this many days: somebody may have undone it. */
  actAgainAfterDays: days.default(30),
  /** Candidates of one type proposed in one run, most valuable first. */
  maxPerRun: z.int().min(1).max(5000).default(100),
});

const customersSchema = z.strictObject({
  /** A customer with revenue above the median and no contact for this many days is checked in with. */
  quietAfterDays: z.int().min(1).max(3650).default(90),
  /** Days over which revenue is added up. */
  revenueDays: z.int().min(30).max(3650).default(365),
  /** Days between two check-ins of a customer. */
  checkInAgainAfterDays: days.default(90),
  maxPerRun: z.int().min(1).max(5000).default(20),
});

const projectsSchema = z.strictObject({
  /** This share of a project's open tasks being overdue is a sign of trouble, from `minOpenTasks` tasks on. */
  overdueShare: share.default(0.3),
  minOpenTasks: z.int().min(1).default(3),
  /** Days for which a project that was flagged is not flagged again for the same signs. */
  flagAgainAfterDays: days.default(14),
  /** Days for which a task for a project's ownerless tasks is not made again. */
  taskAgainAfterDays: days.default(14),
  /** More open tasks than this are more than a person can do; null turns the alert off. */
  openTasksPerPerson: z.int().min(1).nullable().default(20),
  maxPerRun: z.int().min(1).max(5000).default(100),
});

export const analysisSettingsSchema = z.strictObject({
  /** Odoo companies to look at; null is every company the user may see. */
  companyIds: z.array(z.int().positive()).min(1).nullable().default(null),
  /** IANA name that replaces the companies' own timezone. */
  timezone: z.string().refine(isTimezone, { message: "not an IANA timezone such as Europe/Paris" }).nullable().default(null),
  /** ISO weekdays, Monday is 1. */
  businessWeekdays: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
  /** Dates on which nobody works. */
  holidays: z.array(z.iso.date()).default([]),
  reminders: remindersSchema.prefault({}),
  escalation: escalationSchema.prefault({}),
  freshness: freshnessSchema.prefault({}),
  /** A reminded invoice paid at most this many days ago is confirmed to the customer. */
  recentPaidDays: days.default(7),
  /** Days for which a proposal that a person rejected is not made again for the same invoices and level; 0 repeats it on the next day. */
  daysAfterRejection: z.int().min(0).max(365).default(7),
  alerts: alertsSchema.prefault({}),
  deals: dealsSchema.prefault({}),
  customers: customersSchema.prefault({}),
  projects: projectsSchema.prefault({}),
});
export type AnalysisSettings = z.infer<typeof analysisSettingsSchema>;

/** The settings of an organisation that has changed nothing. */
export const DEFAULT_ANALYSIS_SETTINGS: AnalysisSettings = analysisSettingsSchema.parse({});

function isTimezone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
