import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { apiError, type ApiError } from "./errors.ts";
import { messageOf, type Message, type SpokenAnswer } from "./message.ts";
import { countPrompt, PromptCache } from "./promptCache.ts";
import { Reply, type Seen } from "./reply.ts";
import { parseCount, parseMessage, type MessageBody } from "./request.ts";
import { Script } from "./script.ts";
import type { MessageRequest, ModelAnswer, ModelServer, ModelServerOptions, ModelUsage, TextPart } from "./types.ts";

export type * from "./types.ts";

const MODELS = ["claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5"];

/** The shortest prompt that the models above cache. */
const MINIMUM_CACHEABLE_TOKENS = 512;

/** Of the API, as `anthropic-version` names them. */
const VERSIONS: readonly string[] = ["2023-06-01", "2026-10-21"];

const LARGEST_BODY = 32 * 1024 * 1024;

/** Starts a scripted server of the Messages API in this process, on this machine only. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const apiKey = options.apiKey ?? "sk-ant-api03-simulated-0123456789";
  const models = options.models ?? MODELS;
  const now = options.now ?? (() => new Date());
  const cache = new PromptCache(options.minimumCacheableTokens ?? MINIMUM_CACHEABLE_TOKENS, now);
  const script = new Script();
  let seen: Seen[] = [];
  let messages: MessageRequest[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new Promise<void>((resolve) => response.once("close", resolve));
    const text = await read(incoming);
    const path = (incoming.url ?? "/").split("?")[0]!;
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const request: Seen = {
      number: seen.length + 1,
      at: now(),
      method: incoming.method ?? "GET",
      path,
      headers,
      body: readable(text),
      status: null,
      usage: null,
      gone,
    };
    seen.push(request);
    for (const one of waiting.filter(({ count }) => count <= seen.length)) one.resolve();
    waiting = waiting.filter(({ count }) => count > seen.length);

    const reply = new Reply(request, response);
    const problem = requestProblem(request, text, apiKey);
    if (problem !== null) return refuse(request, reply, problem);
    if (path === "/v1/messages/count_tokens" && request.method === "POST") return count(request, reply);
    if (path === "/v1/messages" && request.method === "POST") return message(request, reply);
    const model = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1];
    if (model !== undefined && request.method === "GET" && models.includes(model))
      return reply.json(200, { type: "model", id: model, display_name: model, created_at: "2026-01-01T00:00:00Z" });
    return refuse(request, reply, apiError(404, model === undefined ? "Not Found" : `model: ${model}`));
  };

  const refuse = (request: Seen, reply: Reply, error: ApiError): void => {
    script.refused(request.number, error.status, error.message);
    reply.error(error);
  };

  const count = (request: Seen, reply: Reply): void => {
    const parsed = parseCount(request.body);
    if ("error" in parsed) return refuse(request, reply, parsed.error);
    reply.json(200, { input_tokens: countPrompt({ ...parsed.body, max_tokens: 1 }) });
  };

  const message = async (request: Seen, reply: Reply): Promise<void> => {
    const parsed = parseMessage(request.body);
    if ("error" in parsed) return refuse(request, reply, parsed.error);
    const { body } = parsed;
    if (!models.includes(body.model)) return refuse(request, reply, apiError(404, `model: ${body.model}`));
    const asked = messageRequest(request, body);
    messages.push(asked);
    const answer = await script.answer(asked);
    if (answer === null) {
      // a client that tries again would only be unexpected again
      return reply.error(apiError(500, "The script of this test does not foresee this request."), { "x-should-retry": "false" });
    }
    const { model, max_tokens: maxTokens } = body;
    await carryOut(answer, reply, body.stream === true, (spoken) => {
      const made = messageOf(spoken, { number: request.number, model, maxTokens, prompt: cache.take(body) });
      request.usage = usageOf(made);
      return made;
    });
  };

  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopping ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    script: (...steps) => script.add(steps),
    answerAlways: (answerer) => script.answerAlways(answerer),
    requests: () => seen,
    messages: () => messages,
    arrived: (count) => {
      if (seen.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    assertAllExpected: () => script.assertAllExpected(),
    clear: () => {
      seen = [];
      messages = [];
      script.clear();
      cache.clear();
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      script.assertAllExpected();
    },
  };
}

/** Does to the connection what the answer says. */
async function carryOut(answer: ModelAnswer, reply: Reply, streamed: boolean, speak: (answer: SpokenAnswer) => Message): Promise<void> {
  switch (answer.kind) {
    case "error": {
      const after: Record<string, string> =
        answer.retryAfterSeconds === undefined ? {} : { "retry-after": String(answer.retryAfterSeconds) };
      return reply.error(apiError(answer.status, answer.message, answer.type), { ...after, ...answer.headers });
    }
    case "raw":
      return reply.body(answer.status ?? 200, answer.contentType ?? "text/html; charset=utf-8", answer.body);
    case "hang":
      return answer.after === "headers" ? reply.begin(streamed) : undefined;
    case "drop":
      if (answer.when === "in_answer") await reply.half(streamed);
      return reply.cut();
    case "json":
    case "text":
    case "tool_use":
    case "refusal": {
      const message = speak(answer);
      return streamed ? reply.stream(message) : reply.json(200, message);
    }
  }
}

function messageRequest(request: Seen, body: MessageBody): MessageRequest {
  const textOf = (content: MessageBody["messages"][number]["content"]): string =>
    typeof content === "string" ? content : content.map((block) => (block.type === "text" ? block.text : JSON.stringify(block))).join("\n");
  const system: readonly TextPart[] = typeof body.system === "string" ? [{ type: "text", text: body.system }] : (body.system ?? []);
  return {
    ...request,
    // both are known later
    get status() {
      return request.status;
    },
    get usage() {
      return request.usage;
    },
    model: body.model,
    stream: body.stream === true,
    maxTokens: body.max_tokens,
    system,
    said: body.messages.map(({ role, content }) => ({ role, text: textOf(content) })),
    tools: (body.tools ?? []).map(({ name }) => name),
    schema: body.output_config?.format?.schema ?? null,
  };
}

/** What is wrong with a request before its content is looked at. */
function requestProblem({ method, headers, body }: Seen, text: string, apiKey: string): ApiError | null {
  const key = headers["x-api-key"] ?? /^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1];
  if (key === undefined) return apiError(401, "x-api-key header is required");
  if (key !== apiKey) return apiError(401, "invalid x-api-key");
  if (headers["anthropic-version"] === undefined) return apiError(400, "anthropic-version: header is required");
  if (!VERSIONS.includes(headers["anthropic-version"]))
    return apiError(400, `anthropic-version: "${headers["anthropic-version"]}" is not a valid version`);
  if (method !== "POST") return null;
  if (Buffer.byteLength(text) > LARGEST_BODY) return apiError(413, "Request exceeds the maximum size");
  if (!(headers["content-type"] ?? "").startsWith("application/json")) return apiError(400, "content-type: must be application/json");
  return body === undefined ? apiError(400, "The request body is not valid JSON") : null;
}

const usageOf = ({ usage }: Message): ModelUsage => ({
  input_tokens: usage.input_tokens,
  output_tokens: usage.output_tokens,
  cache_creation_input_tokens: usage.cache_creation_input_tokens,
  cache_read_input_tokens: usage.cache_read_input_tokens,
});

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
