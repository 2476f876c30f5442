import type { Anthropic } from "@anthropic-ai/sdk";
import { z } from "zod";
import { failureOf, type ErrorClasses } from "./anthropicErrors.ts";
import type { Ending, Provider, ProviderAnswer, ProviderRequest } from "./provider.ts";

export interface AnthropicOptions {
  readonly apiKey: string;
  /** Without `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
}

/** The parts of an answer that are used; whatever stands between us and the API may answer anything. */
const messageSchema = z.object({
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullable(),
  usage: z.object({
    input_tokens: z.int().nonnegative(),
    output_tokens: z.int().nonnegative(),
    cache_creation_input_tokens: z.int().nonnegative().nullish(),
    cache_read_input_tokens: z.int().nonnegative().nullish(),
  }),
  _request_id: z.string().nullish(),
});

/** How many beginnings of a prompt the API remembers at most. */
const MOST_BREAKPOINTS = 4;

/** The longest that the SDK waits; the port ends every try long before. */
const SDK_TIMEOUT_MS = 24 * 60 * 60_000;

interface Sdk {
  readonly client: Anthropic;
  readonly errors: ErrorClasses;
  readonly toOutputSchema: (schema: ProviderRequest["outputSchema"]) => Record<string, unknown>;
}

/**
 * Claude over Anthropic's API. The SDK does what it is better at (the wire, the errors); tries, waiting and limits are
 * the port's, so that each request can be accounted for, and tests can drive the time. Loaded with the first request:
 * most processes never make one.
 */
export function anthropicProvider({ apiKey, baseUrl, model }: AnthropicOptions): Provider {
  let loading: Promise<Sdk> | undefined;
  const load = async (): Promise<Sdk> => {
    const [{ Anthropic, APIConnectionError, APIError, APIUserAbortError }, { transformJSONSchema }] = await Promise.all([
      import("@anthropic-ai/sdk"),
      import("@anthropic-ai/sdk/lib/transform-json-schema"),
    ]);
    const client = new Anthropic({
      apiKey,
      baseURL: baseUrl,
      maxRetries: 0,
      timeout: SDK_TIMEOUT_MS,
      // a redirect would carry the key to wherever it points
      fetchOptions: { redirect: "error" },
      // its log goes to the console and holds what was asked
      logLevel: "off",
      openTelemetry: false,
    });
    return {
      client,
      errors: { APIConnectionError, APIError, APIUserAbortError },
      toOutputSchema: (schema) => transformJSONSchema(schema),
    };
  };

  return {
    model,
    send: async (request, signal) => {
      const { client, errors, toOutputSchema } = await (loading ??= load());
      let schema: Record<string, unknown>;
      try {
        schema = toOutputSchema(request.outputSchema);
      } catch {
        return unusableSchema;
      }
      try {
        const message: unknown = await client.messages.create(bodyOf(model, request, schema), { signal });
        return readMessage(message);
      } catch (error) {
        return failureOf(error, { errors, model, baseUrl, apiKey });
      }
    },
  };
}

function bodyOf(model: string, request: ProviderRequest, schema: Record<string, unknown>): Anthropic.MessageCreateParamsNonStreaming {
  const remembered = request.system.length - MOST_BREAKPOINTS;
  return {
    model,
    max_tokens: request.maxOutputTokens,
    system: request.system.map((text, index) => ({
      type: "text",
      text,
      ...(index >= remembered ? { cache_control: { type: "ephemeral" } } : {}),
    })),
    messages: [{ role: "user", content: request.content }],
    output_config: { format: { type: "json_schema", schema }, ...(takesEffort(model) ? { effort: request.effort } : {}) },
  };
}

/** Models up to these refuse to be told how much to think; all later ones think by default, and bill it. */
const takesEffort = (model: string): boolean => !/claude-(3|2|instant|haiku-4|sonnet-4-(0|5|2025)|opus-4-(0|1|2025))/.test(model);

function readMessage(message: unknown): ProviderAnswer {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success) return unreadable;
  const { content, stop_reason, usage, _request_id } = parsed.data;
  return {
    kind: "answered",
    // thinking comes in blocks of its own
    text: content.map(({ type, text }) => (type === "text" ? (text ?? "") : "")).join(""),
    ending: endingOf(stop_reason),
    tokens: {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      cacheReadTokens: usage.cache_read_input_tokens ?? 0,
      cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
    },
    requestId: _request_id ?? null,
  };
}

const ENDINGS: Readonly<Record<string, Ending>> = {
  end_turn: "complete",
  stop_sequence: "complete",
  max_tokens: "limit",
  model_context_window_exceeded: "limit",
  refusal: "refusal",
};

const endingOf = (stopReason: string | null): Ending =>
  stopReason !== null && Object.hasOwn(ENDINGS, stopReason) ? ENDINGS[stopReason]! : "odd";

const unreadable: ProviderAnswer = {
  kind: "failed",
  failure: {
    reason: "malformed",
    sentence: "What answered in the place of the model's API is no message of it, so nothing was taken from it.",
    next: "Check ANTHROPIC_BASE_URL, and what any proxy on the way answers.",
  },
  mayPass: false,
  retryAfterMs: null,
  maybeCharged: true,
  requestId: null,
};

const unusableSchema: ProviderAnswer = {
  kind: "failed",
  failure: {
    reason: "rejected",
    sentence: "The schema of the answer has a part without a type, which structured output does not take, so the model was not asked.",
    next: "This is a fault of AI COO: please report it.",
  },
  mayPass: false,
  retryAfterMs: null,
  maybeCharged: false,
  requestId: null,
};
