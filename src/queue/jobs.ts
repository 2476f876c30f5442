import * as z from "zod";

const ofOrganisation = z.strictObject({ orgId: z.string().min(1) });

/**
 * Everything that runs in the background, each safe to run on many workers at once, overlapping, late or
 * twice. `cron` is in UTC, to the minute. Actions themselves are not jobs: they are claimed from their table.
 */
export const JOBS = {
  "financial-analysis": { payload: ofOrganisation, cron: "7 * * * *" },
  /** Also enqueued by every approval, in its transaction. */
  "process-approved": { payload: ofOrganisation, cron: "*/5 * * * *" },
  "expire-actions": { payload: ofOrganisation, cron: "37 * * * *" },
  "recover-attempts": { payload: ofOrganisation, cron: "* * * * *" },
} as const satisfies Record<string, { readonly payload: z.ZodType; readonly cron: string }>;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]["payload"]>;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];

/** A job to be done: its name says what the payload is. */
export type JobRequest = {
  [Name in JobName]: {
    readonly name: Name;
    readonly payload: JobPayload<Name>;
    /** Not before this moment; at once by default. */
    readonly startAfter?: Date;
  };
}[JobName];
