import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startModelServer, type ModelServer } from "#simulator/model/index.ts";
import { ManualClock } from "#src/lib/clock.ts";

/** The scripted model server, spoken to by the SDK that the product uses. */

const MODEL = "claude-sonnet-5-5";
const clock = new ManualClock("2026-03-02T09:00:00Z");
let server: ModelServer;
let client: Anthropic;

beforeEach(async () => {
  server = await startModelServer({ now: () => clock.now(), minimumCacheableTokens: 10 });
  client = new Anthropic({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0, logLevel: "off" });
});
afterEach(() => server[Symbol.asyncDispose]());

const hello = { model: MODEL, max_tokens: 100, messages: [{ role: "user" as const, content: "Hello" }] };
const format = zodOutputFormat(z.object({ city: z.string(), people: z.int() }));
const paris = { city: "Paris", people: 2_100_000 };

describe("a message", () => {
  test("is answered as the script says, in order, and charged", async () => {
    server.script({ kind: "text", text: "Good morning" }, { kind: "text", text: "And good night" });
    const first = await client.messages.create(hello);
    expect(first).toMatchObject({
      role: "assistant",
      model: MODEL,
      stop_reason: "end_turn",
      content: [{ type: "text", text: "Good morning" }],
      usage: { input_tokens: 3, output_tokens: 3, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
    });
    expect(first._request_id).toBe("req_sim_000001");
    expect((await client.messages.create(hello)).content).toMatchObject([{ text: "And good night" }]);
    expect(server.messages().map(({ said }) => said)).toEqual([[{ role: "user", text: "Hello" }], [{ role: "user", text: "Hello" }]]);
  });

  test("follows from the request where the script has a function", async () => {
    server.answerAlways(({ said }) => ({ kind: "text", text: said[0]!.text.toUpperCase() }));
    expect((await client.messages.create(hello)).content).toMatchObject([{ text: "HELLO" }]);
    expect((await client.messages.create(hello)).content).toMatchObject([{ text: "HELLO" }]);
  });

  test("is parsed by the SDK against the schema that it was asked with", async () => {
    server.script({ kind: "json", value: paris, thinking: "It must be Paris." });
    const answer = await client.messages.parse({ ...hello, output_config: { format } });
    expect(answer.parsed_output).toEqual(paris);
    expect(server.messages()[0]!.schema).toMatchObject({ type: "object", required: ["city", "people"] });
  });

  test("may be a call of a tool, whose result comes back", async () => {
    const tools = [{ name: "weather", input_schema: { type: "object" as const, properties: { city: { type: "string" } } } }];
    server.script({ kind: "tool_use", name: "weather", input: { city: "Paris" } }, { kind: "text", text: "Rain." });
    const asked = await client.messages.create({ ...hello, tools });
    expect(asked).toMatchObject({ stop_reason: "tool_use", content: [{ type: "tool_use", name: "weather", input: { city: "Paris" } }] });
    const use = asked.content[0] as Anthropic.ToolUseBlock;
    const told = await client.messages.create({
      ...hello,
      tools,
      messages: [
        ...hello.messages,
        { role: "assistant", content: [{ type: "tool_use", id: use.id, name: use.name, input: use.input }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: use.id, content: "12 °C, rain" }] },
      ],
    });
    expect(told.content).toMatchObject([{ text: "Rain." }]);
    expect(server.messages()[1]!.tools).toEqual(["weather"]);
  });

  test("ends where max_tokens ends it, and where the model refuses", async () => {
    server.script({ kind: "text", text: "abcdefghijkl" }, { kind: "refusal", explanation: "Not this." });
    expect(await client.messages.create({ ...hello, max_tokens: 2 })).toMatchObject({
      stop_reason: "max_tokens",
      content: [{ text: "abcdefgh" }],
      usage: { output_tokens: 2 },
    });
    expect(await client.messages.create(hello)).toMatchObject({
      stop_reason: "refusal",
      stop_details: { type: "refusal", explanation: "Not this." },
      content: [],
    });
  });

  test("can be counted before it is asked", async () => {
    const { max_tokens: _, ...prompt } = hello;
    expect(await client.messages.countTokens(prompt)).toEqual({ input_tokens: 3 });
  });
});

describe("a stream", () => {
  test("sends every kind of event, and the SDK puts the message together", async () => {
    server.script({ kind: "json", value: paris, thinking: "It must be Paris, which has many people." });
    const stream = client.messages.stream({ ...hello, output_config: { format } });
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect([...new Set(types)]).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
    const message = await stream.finalMessage();
    expect(message.parsed_output).toEqual(paris);
    expect(message).toMatchObject({ stop_reason: "end_turn", content: [{ type: "thinking", signature: "c2lnbmVk" }, { type: "text" }] });
    expect(message.usage).toMatchObject(server.messages()[0]!.usage!);
  });

  test("carries tool calls in pieces", async () => {
    server.script({ kind: "tool_use", name: "weather", input: { city: "Clermont-Ferrand", days: [1, 2, 3] }, text: "One moment." });
    const stream = client.messages.stream({ ...hello, tools: [{ name: "weather", input_schema: { type: "object" } }] });
    expect(await stream.finalMessage()).toMatchObject({
      stop_reason: "tool_use",
      content: [{ text: "One moment." }, { type: "tool_use", input: { city: "Clermont-Ferrand", days: [1, 2, 3] } }],
    });
  });

  test("that is cut in its middle is an error to the SDK", async () => {
    server.script({ kind: "drop", when: "in_answer" });
    await expect(client.messages.stream(hello).finalMessage()).rejects.toThrow(Error);
  });
});

describe("the prompt cache", () => {
  const system = (...texts: string[]) =>
    texts.map((text) => ({ type: "text" as const, text, cache_control: { type: "ephemeral" as const } }));
  const rules = "These rules are long enough to be remembered. ".repeat(2);
  const ask = async (blocks: ReturnType<typeof system>, content = "Hello") => {
    server.script({ kind: "text", text: "Yes" });
    const { usage } = await client.messages.create({ ...hello, system: blocks, messages: [{ role: "user", content }] });
    return [usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens];
  };

  test("charges a beginning that it saw before as read, and only then", async () => {
    expect(await ask(system(rules))).toEqual([3, 23, 0]);
    expect(await ask(system(rules), "Something else")).toEqual([5, 0, 23]);
    expect(await ask(system(`${rules} `))).toEqual([3, 24, 0]);
  });

  test("reads what is shared, and writes what comes after it", async () => {
    await ask(system(rules, "For drafts: be kind, and be brief, and be clear."));
    expect(await ask(system(rules, "For choices: be strict, and be fast, and be fair."))).toEqual([3, 13, 23]);
  });

  test("forgets after five minutes without use", async () => {
    await ask(system(rules));
    clock.advance({ minutes: 4 });
    expect(await ask(system(rules))).toEqual([3, 0, 23]);
    clock.advance({ minutes: 4 });
    expect(await ask(system(rules))).toEqual([3, 0, 23]);
    clock.advance({ minutes: 5 });
    expect(await ask(system(rules))).toEqual([3, 23, 0]);
  });

  test("does not remember what is too short or was not marked", async () => {
    expect(await ask(system("Short."))).toEqual([5, 0, 0]);
    server.script({ kind: "text", text: "Yes" });
    const unmarked = await client.messages.create({ ...hello, system: rules });
    expect(unmarked.usage).toMatchObject({ input_tokens: 26, cache_creation_input_tokens: 0 });
  });
});

describe("an error of the script", () => {
  test.each([
    [401, Anthropic.AuthenticationError, "authentication_error"],
    [403, Anthropic.PermissionDeniedError, "permission_error"],
    [429, Anthropic.RateLimitError, "rate_limit_error"],
    [500, Anthropic.InternalServerError, "api_error"],
    [529, Anthropic.OverloadedError, "overloaded_error"],
  ])("%i is the error that the SDK knows", async (status, kind, type) => {
    server.script({ kind: "error", status });
    const error: unknown = await client.messages.create(hello).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, type });
  });

  test("429 names the seconds to wait", async () => {
    server.script({ kind: "error", status: 429, retryAfterSeconds: 7 });
    const error = (await client.messages.create(hello).catch((thrown: unknown) => thrown)) as InstanceType<typeof Anthropic.APIError>;
    expect(error.headers?.get("retry-after")).toBe("7");
  });

  test("a page instead of an answer is handed on as it is", async () => {
    server.script({ kind: "raw", status: 502, body: "<html>Bad gateway</html>" });
    await expect(client.messages.create(hello)).rejects.toThrow(/502/);
  });

  test.each(["before_answer", "in_answer"] as const)("a connection cut %s is an error of the connection", async (when) => {
    server.script({ kind: "drop", when });
    await expect(client.messages.create(hello)).rejects.toThrow(Error);
  });

  test("no answer is none until the caller goes", async () => {
    server.script({ kind: "hang" });
    const leaving = new AbortController();
    const asked = client.messages.create(hello, { signal: leaving.signal });
    await server.arrived(1);
    leaving.abort();
    await expect(asked).rejects.toThrow(Anthropic.APIUserAbortError);
    await server.requests()[0]!.gone;
  });
});

describe("a request that the API would not take", () => {
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": server.apiKey, "anthropic-version": "2023-06-01", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const { error } = (await response.json()) as { error: { type: string; message: string } };
    return { status: response.status, ...error };
  };
  const marked = { type: "text", text: "x", cache_control: { type: "ephemeral" } };
  const withSchema = (schema: object) => ({ ...hello, output_config: { format: { type: "json_schema", schema } } });

  test.each<[string, unknown, string]>([
    ["without a limit", { model: MODEL, messages: hello.messages }, "max_tokens: Field required"],
    ["with a limit of nothing", { ...hello, max_tokens: 0 }, "max_tokens: Input should be greater than or equal to 1"],
    [
      "with a role that there is not",
      { ...hello, messages: [{ role: "system", content: "x" }] },
      "messages.0.role: Input should be 'user' or 'assistant'",
    ],
    ["without a message", { ...hello, messages: [] }, "messages: at least one message is required"],
    [
      "that begins with the assistant",
      { ...hello, messages: [{ role: "assistant", content: "x" }] },
      'first message must use the "user" role',
    ],
    ["that ends with the assistant", { ...hello, messages: [...hello.messages, { role: "assistant", content: "{" }] }, "prefill"],
    ["with an unknown field", { ...hello, temperatur: 0 }, "temperatur: Extra inputs are not permitted"],
    ["with an empty text", { ...hello, messages: [{ role: "user", content: [{ type: "text", text: "" }] }] }, "must be non-empty"],
    ["with five breakpoints", { ...hello, system: Array.from({ length: 5 }, () => marked) }, "A maximum of 4 blocks with cache_control"],
    [
      "with the result of no tool",
      { ...hello, messages: [{ role: "user", content: [{ type: "tool_result", tool_use_id: "t1" }] }] },
      "tool_use_id",
    ],
    ["with an open object", withSchema({ type: "object", properties: {} }), "'additionalProperties' must be explicitly set to false"],
    ["with a bound on a text", withSchema({ type: "string", maxLength: 3 }), "'maxLength' is not supported"],
    [
      "with a bound on a list",
      withSchema({ type: "array", items: { type: "string" }, minItems: 2 }),
      "'minItems' values other than 0 or 1",
    ],
    ["with an unknown format", withSchema({ type: "string", format: "phone" }), "format 'phone' is not supported"],
    ["with a schema without a type", withSchema({ description: "anything" }), "Schema must have a 'type'"],
    [
      "with a schema that contains itself",
      withSchema({ $ref: "#/$defs/tree", $defs: { tree: { type: "array", items: { $ref: "#/$defs/tree" } } } }),
      "Circular reference",
    ],
    [
      "with too many choices",
      withSchema({
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`p${index}`, { type: "string" }])),
      }),
      "too many optional parameters (25)",
    ],
    ["that is no JSON", "{", "not valid JSON"],
  ])("%s is refused by name", async (_name, body, message) => {
    server.script({ refused: 400 });
    expect(await post(body)).toMatchObject({
      status: 400,
      type: "invalid_request_error",
      message: expect.stringContaining(message) as string,
    });
  });

  test("needs the key, the version and a model that there is", async () => {
    server.script({ refused: 401 }, { refused: 400 }, { refused: 404 });
    expect(await post(hello, { "x-api-key": "sk-ant-other" })).toMatchObject({ status: 401, message: "invalid x-api-key" });
    expect(await post(hello, { "anthropic-version": "2022-01-01" })).toMatchObject({ status: 400 });
    expect(await post({ ...hello, model: "claude-sonnet-9" })).toMatchObject({ status: 404, message: "model: claude-sonnet-9" });
  });
});

describe("the test fails", () => {
  const fails = () => {
    let message = "";
    try {
      server.assertAllExpected();
    } catch (error) {
      message = (error as Error).message;
    }
    return message;
  };

  test("where a request came that nothing was scripted for", async () => {
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 500 });
    expect(fails()).toContain('Request 1 (claude-sonnet-5-5, "Hello"): came when nothing more was expected.');
    expect(fails()).toBe("");
  });

  test("where a request is not the one that was expected", async () => {
    const answer = { kind: "text" as const, text: "Yes" };
    server.script(
      { expect: ({ said }) => said[0]!.text === "Goodbye", answer },
      { expect: ({ model }) => expect(model).toBe("claude-opus-5-5"), answer },
      { expect: ({ model }) => expect(model).toBe(MODEL), answer },
    );
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 500 });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 500 });
    expect((await client.messages.create(hello)).content).toHaveLength(1);
    expect(fails()).toMatch(/Request 1 .* is not the one that was expected[^]*Request 2 .*claude-opus-5-5/);
  });

  test("where a request did not come", () => {
    server.script({ kind: "text", text: "Yes" }, { refused: 401 });
    expect(fails()).toMatch(/did not come; it was to get an answer of kind "text"[^]*the refusal 401/);
  });

  test("where a request is one that the API refuses, or was to be and is not", async () => {
    await expect(client.messages.create({ ...hello, max_tokens: -1 })).rejects.toMatchObject({ status: 400 });
    server.script({ refused: 401 });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 500 });
    expect(fails()).toMatch(/Request 1 is one that the API refuses with 400: max_tokens[^]*Request 2 .* nothing wrong with it/);
  });

  test("where the script answers what no model held to the schema does", async () => {
    server.script({ kind: "json", value: { city: "Paris" } });
    await expect(client.messages.create({ ...hello, output_config: { format } })).rejects.toMatchObject({ status: 500 });
    expect(fails()).toContain('Use kind "text"');
  });

  test("where the server goes out of use", async () => {
    const left = async () => {
      await using other = await startModelServer();
      other.script({ kind: "hang" });
    };
    await expect(left()).rejects.toThrow(/did not come/);
  });
});
