import type { ParsedMail } from "mailparser";

export type SinkFault =
  /** Refuses the recipient with this reply (e.g. 550 final, 450 try later). */
  | { readonly kind: "refuse"; readonly code: number; readonly message: string }
  /** Takes the whole message, keeps it, and cuts the connection before the reply. */
  | { readonly kind: "drop_after_data" }
  /** Cuts the connection when the recipient is named: nothing was taken. */
  | { readonly kind: "drop_before_data" }
  | { readonly kind: "delay"; readonly milliseconds: number };

export interface SinkMessage {
  readonly from: string;
  /** Envelope recipients, Cc included. */
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
  readonly raw: string;
}

export interface SmtpSink {
  /** e.g. `smtp://127.0.0.1:2525` */
  readonly url: string;
  messages(): readonly SinkMessage[];
  readonly faults: { add(fault: SinkFault & { readonly times?: number; readonly recipient?: string }): void; clear(): void };
  clear(): void;
  stop(): Promise<void>;
}

/** An SMTP server on 127.0.0.1 that keeps every message and delivers none. */
export async function startSmtpSink(_options: { readonly port?: number } = {}): Promise<SmtpSink> {
  throw new Error("being built");
}
