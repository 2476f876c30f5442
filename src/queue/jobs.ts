import * as z from "zod";

const ofOrganisation = z.strictObject({ orgId: z.string().min(1) });

interface JobEntry {
  readonly payload: z.ZodType;
  /** To the minute, in the organisation's time zone; null for what runs only when somebody asks. */
  readonly cron: string | null;
  /** What it does, for people. */
  readonly does: string;
}

/**
 * Everything that runs in the background, each safe to run on many workers at once, overlapping, late or
 * twice. Actions themselves are not jobs: they are claimed from their table.
 */
export const JOBS = {
  "financial-analysis": {
    payload: ofOrganisation,
    cron: "7 * * * *",
    does: "reads the finances in Odoo and proposes actions",
  },
  "sales-analysis": {
    payload: ofOrganisation,
    cron: "17 * * * *",
    does: "reads deals and customers in Odoo and proposes actions",
  },
  "operations-analysis": {
    payload: ofOrganisation,
    cron: "27 * * * *",
    does: "reads projects and tasks in Odoo and proposes actions",
  },
  /** Also enqueued by every approval, in its transaction. */
  "process-approved": { payload: ofOrganisation, cron: "*/5 * * * *", does: "carries out what is approved and due" },
  /** Also enqueued by every question. */
  "fact-checks": { payload: ofOrganisation, cron: "*/5 * * * *", does: "reads the facts of actions that somebody asked about" },
  "expire-actions": { payload: ofOrganisation, cron: "37 * * * *", does: "ends the life of what nobody decided or could run in time" },
  "recover-attempts": {
    payload: ofOrganisation,
    cron: "* * * * *",
    does: "finishes what dead workers left and asks about what is in doubt",
  },
  "follow-ups": { payload: ofOrganisation, cron: "*/5 * * * *", does: "makes proposals of the follow-ups whose time has come" },
  "sms-replies": {
    payload: ofOrganisation,
    cron: "* * * * *",
    does: "reads what customers answered by SMS, where the provider has to be asked",
  },
  "notify-approvers": {
    payload: ofOrganisation,
    cron: "* * * * *",
    does: "tells those who decide what waits for them, and the next in line where nobody has decided",
  },
  /** Each person's digest comes at their own hour, wherever they are. */
  "approval-digest": {
    payload: ofOrganisation,
    cron: "*/15 * * * *",
    does: "sends those whose hour has come what waits for their decision",
  },
  outcomes: { payload: ofOrganisation, cron: "52 * * * *", does: "reads in Odoo what happened after the actions that were carried out" },
  /** Also enqueued by every export. */
  "publish-audit-head": { payload: ofOrganisation, cron: "41 2 * * *", does: "publishes the end of the audit outside the database" },
  "policy-suggestions": {
    payload: ofOrganisation,
    cron: "17 4 * * *",
    does: "suggests rules from what people decided, and pauses earned ones that went wrong; never takes a rule",
  },
  /** Also asked for on the page. */
  "verify-audit": {
    payload: ofOrganisation,
    cron: "11 3 * * *",
    does: "walks the audit and compares it with what was published of it",
  },
  // a process that holds no secret cannot try a connection, so the page asks for these
  "check-odoo": { payload: ofOrganisation, cron: "3 5 * * *", does: "tries the connection to Odoo" },
  "check-mail": { payload: ofOrganisation, cron: "3 5 * * *", does: "tries the way for mail, without sending any" },
  "check-sms": { payload: ofOrganisation, cron: "3 5 * * *", does: "tries the way for SMS, without sending any" },
  "check-model": { payload: ofOrganisation, cron: null, does: "asks the model one small question, which costs a little" },
  retention: { payload: ofOrganisation, cron: "23 3 * * *", does: "removes what has had its time; never the audit, never an action" },
} as const satisfies Record<string, JobEntry>;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]["payload"]>;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];

/** The jobs that read Odoo and propose. */
export const ANALYSIS_JOBS = ["financial-analysis", "sales-analysis", "operations-analysis"] as const satisfies readonly JobName[];

/** The jobs that try a way to the outside, by what they try. */
export const CHECK_JOBS = { odoo: "check-odoo", mail: "check-mail", sms: "check-sms", model: "check-model" } as const satisfies Record<
  string,
  JobName
>;

/**
 * Each organisation has a queue of its own for each job, so that a worker gets the jobs of the organisation whose
 * doors it holds and no others, on a database that many share.
 */
export const queueOf = (name: JobName, orgId: string): string => `${name}/${orgId}`;

/** A job to be done: its name says what the payload is. */
export type JobRequest = {
  [Name in JobName]: {
    readonly name: Name;
    readonly payload: JobPayload<Name>;
    /** Not before this moment; at once by default. */
    readonly startAfter?: Date;
  };
}[JobName];
