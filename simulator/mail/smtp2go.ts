export interface Smtp2goMail {
  readonly emailId: string;
  readonly at: Date;
  readonly sender: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly textBody: string;
  readonly htmlBody: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export type Smtp2goFault =
  /** HTTP 200 with `failed: 1`: nothing was sent. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "status"; readonly status: 400 | 401 | 429 | 500 | 503; readonly errorCode?: string; readonly error?: string }
  /** The mail is taken and the connection cut before the answer. */
  | { readonly kind: "drop_after_accept" }
  | { readonly kind: "drop_before_accept" }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** `activity/search` does not show what was sent: the index lags. */
  | { readonly kind: "blind_search" };

export interface Smtp2go {
  /** Base URL up to and including `/v3`. */
  readonly url: string;
  readonly apiKey: string;
  sent(): readonly Smtp2goMail[];
  /** Every request, accepted or not, in order. */
  requests(): readonly { readonly path: string; readonly status: number }[];
  readonly faults: {
    add(fault: Smtp2goFault & { readonly path?: "email/send" | "activity/search"; readonly times?: number }): void;
    clear(): void;
  };
  clear(): void;
  stop(): Promise<void>;
}

/** A strict stand-in of SMTP2GO's API v3: refuses what the real one refuses, and a request without `fastaccept: false`. */
export async function startSmtp2go(
  _options: { readonly port?: number; readonly apiKey?: string; readonly now?: () => Date } = {},
): Promise<Smtp2go> {
  throw new Error("being built");
}
