import { z } from "zod";
import { AiCooError } from "#src/lib/errors.ts";
import type { ReceivedSms } from "#src/outreach/index.ts";
import { askOnce } from "../http.ts";
import { CLOCK_SLACK_MS } from "./listing.ts";
import type { Smtp2goSmsSettings } from "./smtp2go.ts";

/** Where a provider keeps the SMS that came in, for those that report none themselves. */
export interface SmsInbox {
  /** What came in since this moment, UTC; some of it may have been read before. Throws an AiCooError when it cannot be asked. */
  receivedSince(since: Date): Promise<readonly ReceivedSms[]>;
}

/** Numbers come without their plus, and sometimes as numbers. */
const number = z.union([z.string(), z.number()]).transform((value) => `+${String(value).replaceAll(/\D/g, "")}`);
const rowSchema = z.object({
  source_address: number.refine((value) => /^\+[1-9]\d{6,14}$/.test(value)),
  content: z.string(),
  message_id: z.string().min(1).max(100),
});
const listSchema = z.object({ data: z.object({ messages: z.array(z.unknown()) }) });

/** Source: SMTP2GO's OpenAPI description 3.0.4 (`sms/view-received`), as of 2026. It reports no received SMS by webhook. */
export function smtp2goInbox(settings: Pick<Smtp2goSmsSettings, "apiKey" | "baseUrl" | "timeoutMs">): SmsInbox {
  return {
    async receivedSince(since) {
      const answer = await askOnce({
        method: "POST",
        url: `${settings.baseUrl.replace(/\/+$/, "")}/sms/view-received`,
        headers: { "content-type": "application/json", "X-Smtp2go-Api-Key": settings.apiKey },
        body: JSON.stringify({ start_date: new Date(since.getTime() - CLOCK_SLACK_MS).toISOString() }),
        timeoutMs: settings.timeoutMs ?? 30_000,
      });
      const list = answer.kind === "answered" && answer.status === 200 ? listSchema.safeParse(answer.body).data : undefined;
      if (list === undefined) {
        const why = answer.kind === "answered" ? `HTTP ${answer.status}` : answer.reason;
        throw new AiCooError("provider_unreachable", `SMTP2GO could not be asked for the SMS that came in (${why}); they are read later.`, {
          next: "Nothing to do: it is asked again. If it lasts, check the API key's permission to view received SMS.",
        });
      }
      return list.data.messages.flatMap((row): ReceivedSms[] => {
        const { data } = rowSchema.safeParse(row);
        return data === undefined ? [] : [{ id: data.message_id, from: data.source_address, text: data.content }];
      });
    },
  };
}
