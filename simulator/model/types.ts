/**
 * What the scripted model server offers to tests.
 *
 * It speaks Anthropic's Messages API over HTTP, so that the real SDK talks to it unchanged. It thinks nothing: a test
 * says what it answers, request by request, and a request that the script does not foresee fails that test.
 */

export interface ModelServerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The one key that is let in. */
  readonly apiKey?: string;
  /** The server's clock: cached prompts end by it. */
  readonly now?: () => Date;
  /** The models that there are; any other is not found. */
  readonly models?: readonly string[];
  /** Prompts shorter than this are not cached; in tokens as this server counts them. */
  readonly minimumCacheableTokens?: number;
}

/** What the API says of a request and its answer. */
export interface ModelUsage {
  /** Tokens of the prompt that were neither read from nor written to the cache. */
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
}

export interface TextPart {
  readonly type: "text";
  readonly text: string;
  readonly cache_control?: { readonly type: "ephemeral"; readonly ttl?: "5m" | "1h" } | null | undefined;
}

/** A request as it came, whatever was answered. */
export interface ModelRequest {
  readonly number: number;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the body; undefined where it has none, or is no JSON. */
  readonly body: unknown;
  /** The HTTP status that was answered; null while nothing was, and for connections that were cut. */
  readonly status: number | null;
  /** Null where no message was made. */
  readonly usage: ModelUsage | null;
  /** Ends when the caller is gone. */
  readonly gone: Promise<void>;
}

/** A request for a message that the API would take, in the parts that scripts look at. */
export interface MessageRequest extends ModelRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly maxTokens: number;
  /** The blocks of the system prompt, in order. */
  readonly system: readonly TextPart[];
  /** The texts of the messages, in order, each with who said it. */
  readonly said: readonly { readonly role: "user" | "assistant"; readonly text: string }[];
  readonly tools: readonly string[];
  /** The JSON Schema that the answer must fit; null where none was asked for. */
  readonly schema: Readonly<Record<string, unknown>> | null;
}

export type StopReason =
  | "end_turn"
  | "max_tokens"
  | "stop_sequence"
  | "tool_use"
  | "pause_turn"
  | "refusal"
  | "model_context_window_exceeded";

export type ModelAnswer =
  /** What a model answers that keeps to the schema that it was given; another value is a mistake of the script. */
  | { readonly kind: "json"; readonly value: unknown; readonly thinking?: string }
  /** Any text, also one that breaks the schema. Longer than `max_tokens`, it is cut there, as the API does. */
  | { readonly kind: "text"; readonly text: string; readonly thinking?: string; readonly stopReason?: StopReason }
  | { readonly kind: "tool_use"; readonly name: string; readonly input: unknown; readonly text?: string }
  | { readonly kind: "refusal"; readonly explanation?: string; readonly text?: string }
  /** An error in the API's own form; `type` follows from the status where it is absent. */
  | {
      readonly kind: "error";
      readonly status: number;
      readonly type?: string;
      readonly message?: string;
      readonly retryAfterSeconds?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Any body at all, such as a proxy's page. */
  | { readonly kind: "raw"; readonly status?: number; readonly contentType?: string; readonly body: string }
  /** Never answers; with `after: "headers"` it has begun to. */
  | { readonly kind: "hang"; readonly after?: "nothing" | "headers" }
  /** Cuts the connection: before a byte of the answer, or in its middle. */
  | { readonly kind: "drop"; readonly when: "before_answer" | "in_answer" };

export type ModelAnswerer = (request: MessageRequest) => ModelAnswer | Promise<ModelAnswer>;

/** One line of a script: the next request, and what it is answered. */
export type ModelStep =
  | ModelAnswer
  | ModelAnswerer
  | {
      /** Throws, or answers false, where the request is not the one that was expected. */
      readonly expect: (request: MessageRequest) => unknown;
      readonly answer: ModelAnswer | ModelAnswerer;
    }
  /** A request that the API itself refuses with this status: a wrong key (401), a model that there is not (404), a fault in it (400). */
  | { readonly refused: 400 | 401 | 404 | 413 };

export interface ModelServer extends AsyncDisposable {
  /** e.g. `http://127.0.0.1:41234`, as `ANTHROPIC_BASE_URL` takes it. */
  readonly url: string;
  readonly apiKey: string;
  /** Adds to what the coming requests are answered, in this order. */
  script(...steps: readonly ModelStep[]): void;
  /** Answers every request that the script has no line for. */
  answerAlways(answerer: ModelAnswerer): void;
  /** Everything that arrived, in order. */
  requests(): readonly ModelRequest[];
  /** The requests for messages that the API would take, in order. */
  messages(): readonly MessageRequest[];
  /** Resolves when so many requests have arrived in all, answered or not. */
  arrived(count: number): Promise<void>;
  /** @throws where a request came that was not expected, or one that was expected did not; then forgets about it. */
  assertAllExpected(): void;
  /** Forgets requests, script and cached prompts. */
  clear(): void;
  /** Closes the port and cuts what is still open; may be called twice. */
  stop(): Promise<void>;
  /** Stops, and fails as {@link ModelServer.assertAllExpected} does. */
  [Symbol.asyncDispose](): Promise<void>;
}
