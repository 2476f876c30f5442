import type { Clock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { CANCELLED, malformed, overBudget, REFUSED, SWITCHED_OFF, timedOut, truncated, UNUSABLE_SCHEMA } from "./failures.ts";
import type { UsageLedger, UsageRecord } from "./ledger.ts";
import { monthOf } from "./month.ts";
import { faultsOf, jsonSchemaOf } from "./outputSchema.ts";
import { costOf, mostTokens, priceOf } from "./prices.ts";
import type { Provider, ProviderAnswer, ProviderRequest } from "./provider.ts";
import type { ModelSettings } from "./settings.ts";
import type { Answer, Ask, Failure, FailureReason, LanguageModel, Usage } from "./types.ts";
import { realWait, type Wait } from "./wait.ts";

/** How long a model is asked. Pauses between tries are random up to a bound that doubles (full jitter). */
export interface Patience {
  /** How often a call is tried in all. */
  readonly tries: number;
  readonly tryTimeoutMs: number;
  /** All tries and pauses together; nothing is begun that could not be waited for. */
  readonly totalTimeoutMs: number;
  readonly firstPauseMs: number;
  /** Also the longest `retry-after` that is waited for: whoever asks for more is not asked again in this call. */
  readonly longestPauseMs: number;
}

export const PATIENCE: Patience = {
  tries: 3,
  tryTimeoutMs: 120_000,
  totalTimeoutMs: 300_000,
  firstPauseMs: 2_000,
  longestPauseMs: 60_000,
};

export interface LanguageModelOptions {
  readonly provider: Provider;
  readonly ledger: UsageLedger;
  /** Asked at every call, so that what an organisation changes counts at once. */
  readonly policy: () => Promise<ModelSettings & { /** IANA, for the month of the budget. */ readonly timezone: string }>;
  readonly clock: Clock;
  readonly patience?: Patience;
  readonly wait?: Wait;
}

type Policy = Awaited<ReturnType<LanguageModelOptions["policy"]>>;

/** A model behind a budget: every request is set aside before it is sent, and recorded after, whatever became of it. */
export function createLanguageModel(options: LanguageModelOptions): LanguageModel {
  return {
    model: options.provider.model,
    ask: async (ask) => {
      const outputSchema = jsonSchemaOf(ask.schema);
      if (outputSchema === null) return { ok: false, usage: null, ...UNUSABLE_SCHEMA };
      const policy = await options.policy();
      if (!policy.enabled) return { ok: false, usage: null, ...SWITCHED_OFF };
      const { system, content, maxOutputTokens, effort = "low" } = ask;
      const request: ProviderRequest = { system, content, outputSchema, maxOutputTokens, effort };
      return new Call(options, policy, ask.purpose, request, ask.signal).answer(ask);
    },
  };
}

/** One call: its tries, and what they came to. */
class Call {
  readonly #options: LanguageModelOptions;
  readonly #policy: Policy;
  readonly #purpose: string;
  readonly #request: ProviderRequest;
  readonly #signal: AbortSignal | undefined;
  readonly #patience: Patience;
  readonly #wait: Wait;
  readonly #begunAt: number;
  #usage: Usage | null = null;

  constructor(options: LanguageModelOptions, policy: Policy, purpose: string, request: ProviderRequest, signal: AbortSignal | undefined) {
    this.#options = options;
    this.#policy = policy;
    this.#purpose = purpose;
    this.#request = request;
    this.#signal = signal;
    this.#patience = options.patience ?? PATIENCE;
    this.#wait = options.wait ?? realWait;
    this.#begunAt = options.clock.now().getTime();
  }

  async answer<T>(ask: Ask<T>): Promise<Answer<T>> {
    for (let tries = 1; ; tries++) {
      if (this.#signal?.aborted === true) return this.#failed(CANCELLED);
      const result = await this.#try(ask);
      if ("value" in result) return { ok: true, value: result.value, usage: this.#usage! };
      const pause = this.#pauseAfter(result, tries);
      if (pause === null) return this.#failed(result.failure);
      await this.#pause(pause);
    }
  }

  #failed(failure: Failure): { readonly ok: false; readonly usage: Usage | null } & Failure {
    return { ok: false, usage: this.#usage, ...failure };
  }

  /** One request, from its reservation to its record. */
  async #try<T>(ask: Ask<T>): Promise<TryResult<T>> {
    const { provider, ledger, clock } = this.#options;
    const { model } = provider;
    const { price, source } = priceOf(model, this.#policy.prices);
    const { system, content, outputSchema, maxOutputTokens } = this.#request;
    const most = mostTokens([...system, content, JSON.stringify(outputSchema)], maxOutputTokens);
    const at = clock.now();
    const id = uuidv7(at);
    const mostUsd = costOf(price, most);
    const budgetUsd = this.#policy.monthlyBudgetUsd;
    const monthFrom = monthOf(at, this.#policy.timezone).from;
    const reserved = await ledger.reserve({ id, at, monthFrom, model, purpose: this.#purpose, mostUsd, budgetUsd });
    if (!reserved.granted) return { failure: overBudget({ ...reserved, mostUsd, budgetUsd }), mayPass: false, retryAfterMs: null };

    const answer = await this.#send();
    const result = read(answer, ask);
    const isAssumed = answer.kind === "failed" && answer.maybeCharged;
    const tokens = answer.kind === "answered" ? answer.tokens : isAssumed ? most : NO_TOKENS;
    const record: UsageRecord = {
      id,
      at,
      model,
      purpose: this.#purpose,
      ...tokens,
      costUsd: costOf(price, tokens),
      isAssumed,
      pricedBy: source,
      durationMs: clock.now().getTime() - at.getTime(),
      outcome: "value" in result ? "answered" : result.failure.reason,
      requestId: answer.requestId,
    };
    await ledger.record(record);
    this.#count(record);
    return result;
  }

  /** Sends it, for as long as one try may take. */
  async #send(): Promise<ProviderAnswer> {
    const { provider } = this.#options;
    const late = new AbortController();
    const done = new AbortController();
    const ended = this.#signal === undefined ? late.signal : AbortSignal.any([late.signal, this.#signal]);
    const tooLate = Math.min(this.#patience.tryTimeoutMs, this.#remainingMs());
    const endWhenLate = async (): Promise<void> => {
      await this.#wait(tooLate, done.signal);
      if (!done.signal.aborted) late.abort();
    };
    void endWhenLate();
    try {
      const answer = await provider.send(this.#request, ended);
      // what arrived counts, whatever else happened meanwhile
      const arrived = answer.kind === "answered" || !BROKEN_OFF.includes(answer.failure.reason);
      if (arrived || !ended.aborted) return answer;
      const failure = late.signal.aborted ? timedOut(tooLate) : CANCELLED;
      return { ...answer, failure, mayPass: late.signal.aborted, retryAfterMs: null, maybeCharged: true };
    } finally {
      done.abort();
    }
  }

  /** How long to wait before the next try, in milliseconds; null where there is to be none. */
  #pauseAfter({ mayPass, retryAfterMs }: Extract<TryResult<never>, { readonly failure: Failure }>, tries: number): number | null {
    const { tries: most, firstPauseMs, longestPauseMs } = this.#patience;
    if (!mayPass || tries >= most || (retryAfterMs ?? 0) > longestPauseMs) return null;
    const pause = retryAfterMs ?? Math.random() * Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
    return pause < this.#remainingMs() ? pause : null;
  }

  async #pause(milliseconds: number): Promise<void> {
    await this.#wait(milliseconds, this.#signal ?? new AbortController().signal);
  }

  #remainingMs(): number {
    return this.#patience.totalTimeoutMs - (this.#options.clock.now().getTime() - this.#begunAt);
  }

  #count(record: UsageRecord): void {
    const before = this.#usage;
    const sum = (part: keyof typeof NO_TOKENS): number => (before?.[part] ?? 0) + record[part];
    this.#usage = {
      model: record.model,
      tries: (before?.tries ?? 0) + 1,
      inputTokens: sum("inputTokens"),
      outputTokens: sum("outputTokens"),
      cacheReadTokens: sum("cacheReadTokens"),
      cacheWriteTokens: sum("cacheWriteTokens"),
      costUsd: (before?.costUsd ?? 0) + record.costUsd,
      isAssumed: record.isAssumed || before?.isAssumed === true,
      durationMs: this.#options.clock.now().getTime() - this.#begunAt,
    };
  }
}

type TryResult<T> = { readonly value: T } | { readonly failure: Failure; readonly mayPass: boolean; readonly retryAfterMs: number | null };

/** How a request looks that was ended from here. */
const BROKEN_OFF: readonly FailureReason[] = ["cancelled", "unavailable"];

const NO_TOKENS = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** What an answer is worth: only a whole one that fits the schema has a value. */
function read<T>(answer: ProviderAnswer, { schema, maxOutputTokens }: Ask<T>): TryResult<T> {
  if (answer.kind === "failed") return answer;
  const useless = (failure: Failure): TryResult<T> => ({ failure, mayPass: false, retryAfterMs: null });
  switch (answer.ending) {
    case "refusal":
      return useless(REFUSED);
    case "limit":
      return useless(truncated(maxOutputTokens));
    case "odd":
      return useless(malformed("The model stopped in a way that a question without tools has no use for"));
    case "complete": {
      let json: unknown;
      try {
        json = JSON.parse(answer.text);
      } catch {
        return useless(malformed("The model's answer is no JSON"));
      }
      const parsed = schema.safeParse(json);
      return parsed.success ? { value: parsed.data } : useless(malformed(`The model's answer does not fit: ${faultsOf(parsed.error)}`));
    }
  }
}
