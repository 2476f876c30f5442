import { z } from "zod";
import { DEFAULTS } from "#src/protocol/index.ts";

/** How a worker works. Every value is overridable per organisation or per process. */
export const executorSettingsSchema = z.strictObject({
  /** How long a claim is held without being renewed. Renewed at a third of it. */
  leaseSeconds: z.number().positive().default(60),
  /**
   * Actions claimed and revalidated together. More cost fewer calls to Odoo, whose number is what takes the time; and a
   * worker that dies keeps as many waiting until their leases run out. A batch over four models is some twelve reads, of
   * which `performance.md` allows forty for a thousand actions: three batches.
   */
  batchSize: z.int().min(1).max(500).default(350),
  /** Effects in flight at once, in one process, of those that a crash would leave in doubt. */
  concurrency: z.int().min(1).max(500).default(16),
  /** Definite refusals that are tried again, beyond the first attempt (`protocol.md`, constants). */
  maxRetries: z.int().min(0).max(10).default(DEFAULTS.retries),
  /** The first wait after a definite refusal; it doubles each time. */
  retryBaseSeconds: z.number().positive().default(DEFAULTS.retryBaseSeconds),
  /** Facts older than this at the moment of the intent are read again. */
  factsMaxAgeSeconds: z.number().positive().default(15),
  /** Recoveries of one action before its intent, after which it fails: it kills its workers. */
  maxRecoveries: z.int().min(1).default(20),
});

export type ExecutorSettings = z.infer<typeof executorSettingsSchema>;

export const DEFAULT_EXECUTOR_SETTINGS: ExecutorSettings = executorSettingsSchema.parse({});
