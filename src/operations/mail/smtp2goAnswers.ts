import { z } from "zod";
import { providerId } from "../providerId.ts";

/**
 * What SMTP2GO's answers say, read leniently: a field that is missing or of another type is absent here,
 * and what is absent never counts as success.
 */
const text = z.string().min(1).optional().catch(undefined);
const id = providerId.optional().catch(undefined);
const count = z.int().nonnegative().optional().catch(undefined);

const sendSchema = z.object({
  data: z
    .object({
      // a number that cannot be read is not the same as none: it equals nothing
      succeeded: z.int().nonnegative().optional().catch(Number.NaN),
      failed: count,
      failures: z.array(z.unknown()).catch([]).default([]),
      email_id: id,
      error_code: text,
      error: text,
    })
    .catch({ failures: [] })
    .default({ failures: [] }),
  error_code: text,
  error: text,
});

export interface SendAnswer {
  readonly succeeded: number | undefined;
  readonly failed: number | undefined;
  readonly failures: readonly string[];
  readonly emailId: string | undefined;
  readonly errorCode: string | undefined;
  readonly error: string | undefined;
}

/** Errors stand in `data`, sometimes at the top. */
export function readSend(body: unknown): SendAnswer {
  const parsed = sendSchema.safeParse(body);
  if (!parsed.success)
    return { succeeded: undefined, failed: undefined, failures: [], emailId: undefined, errorCode: undefined, error: undefined };
  const { data, error, error_code } = parsed.data;
  return {
    succeeded: data.succeeded,
    failed: data.failed,
    failures: data.failures.flatMap((failure) => (typeof failure === "string" ? [failure] : [])),
    emailId: data.email_id,
    errorCode: data.error_code ?? error_code,
    error: data.error ?? error,
  };
}

const eventSchema = z.object({ email_id: providerId, custom_headers: z.record(z.string(), z.unknown()).nullish() });
const searchSchema = z.object({ data: z.object({ events: z.array(z.unknown()), continue_token: z.string().min(1).nullish() }) });

export interface SearchAnswer {
  /** Header names in lower case. */
  readonly events: readonly { readonly emailId: string; readonly headers: Readonly<Record<string, string>> }[];
  readonly next: string | undefined;
}

/** `undefined` when this is no answer to a search: that is not the same as nothing found. */
export function readSearch(body: unknown): SearchAnswer | undefined {
  const parsed = searchSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const events = parsed.data.data.events.flatMap((event) => {
    const { success, data } = eventSchema.safeParse(event);
    if (!success) return [];
    const headers = Object.entries(data.custom_headers ?? {}).flatMap(([name, value]) =>
      typeof value === "string" ? [[name.toLowerCase(), value.trim()] as const] : [],
    );
    return [{ emailId: data.email_id, headers: Object.fromEntries(headers) }];
  });
  return { events, next: parsed.data.data.continue_token ?? undefined };
}
