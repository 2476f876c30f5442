import type { Effort, Failure, TokenCounts } from "./types.ts";

/** One request as it is sent. */
export interface ProviderRequest {
  readonly system: readonly string[];
  readonly content: string;
  /** JSON Schema of the answer. */
  readonly outputSchema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
  readonly effort: Effort;
}

/** What became of one request. */
export type ProviderAnswer =
  | {
      readonly kind: "answered";
      readonly text: string;
      readonly ending: Ending;
      readonly tokens: TokenCounts;
      readonly requestId: string | null;
    }
  | {
      readonly kind: "failed";
      readonly failure: Failure;
      /** Whether the same request may succeed later. */
      readonly mayPass: boolean;
      /** How long the provider asks to be left alone, in milliseconds; null where it does not say. */
      readonly retryAfterMs: number | null;
      /** Whether it may be charged although its answer did not arrive. */
      readonly maybeCharged: boolean;
      readonly requestId: string | null;
    };

/** How the model ended: by itself, at a limit, by refusing, or in a way that fits nothing that it was asked. */
export type Ending = "complete" | "limit" | "refusal" | "odd";

/** A model at a provider: sends one request once. Never throws. */
export interface Provider {
  readonly model: string;
  send(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer>;
}
