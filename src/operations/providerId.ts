import { z } from "zod";

/** Longer ones, and ones with control characters, are no ids of any provider; the database and the audit could not keep them. */
export const providerId = z
  .string()
  .min(1)
  .max(200)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/)
  .refine((id) => id.isWellFormed());
