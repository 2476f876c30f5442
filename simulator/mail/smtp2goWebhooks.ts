import { createHash } from "node:crypto";

export type Smtp2goEventName = "processed" | "delivered" | "open" | "click" | "bounce" | "spam" | "unsubscribe" | "resubscribe" | "reject";

export interface Smtp2goEvent {
  readonly event: Smtp2goEventName;
  readonly rcpt: string;
  readonly emailId: string;
  readonly time: Date;
  /** Of a bounce. */
  readonly bounce?: "hard" | "soft";
  readonly message?: string;
  /** The mail's own headers; those that the webhook asks for come along. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Smtp2goWebhook {
  readonly url: string;
  readonly output: "json" | "form";
  /** Sent as a bearer where the account is configured so. */
  readonly bearer?: string;
  /** Headers of the mail that are reported. */
  readonly headers?: readonly string[];
}

/** One delivery of an event, in the form in which SMTP2GO posts it. It is not signed. */
export function smtp2goDelivery(webhook: Smtp2goWebhook, event: Smtp2goEvent): { readonly url: string; readonly init: RequestInit } {
  const fields: Record<string, string> = {
    event: event.event,
    time: event.time.toISOString().replace(/\.\d{3}Z$/, "Z"),
    sendtime: event.time.toISOString().replace(/\.\d{3}Z$/, "Z"),
    sender: "accounts@ourcompany.example",
    from: "Accounts <accounts@ourcompany.example>",
    from_address: "accounts@ourcompany.example",
    from_name: "Accounts",
    rcpt: event.rcpt,
    recipients: event.rcpt,
    auth: "api-0123456789",
    email_id: event.emailId,
    id: createHash("md5")
      .update(JSON.stringify([event.emailId, event.event, event.rcpt, event.time]))
      .digest("hex"),
    subject: "Your invoice",
    srchost: "192.0.2.7",
    ...(event.bounce === undefined ? {} : { bounce: event.bounce, host: "mx.customer.example" }),
    ...(event.message === undefined ? {} : { message: event.message }),
  };
  const asked = (webhook.headers ?? []).map((name) => name.toLowerCase());
  for (const [name, value] of Object.entries(event.headers ?? {})) if (asked.includes(name.toLowerCase())) fields[name] = value;
  const isJson = webhook.output === "json";
  return {
    url: webhook.url,
    init: {
      method: "POST",
      headers: {
        "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
        ...(webhook.bearer === undefined ? {} : { authorization: `Bearer ${webhook.bearer}` }),
      },
      body: isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
    },
  };
}
