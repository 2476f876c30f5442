import { z } from "zod";
import { apiError, type ApiError } from "./errors.ts";
import { schemaProblem } from "./outputSchema.ts";

const cacheControl = z.strictObject({ type: z.literal("ephemeral"), ttl: z.enum(["5m", "1h"]).optional() }).nullish();
const nonEmpty = z.string().min(1, "text content blocks must be non-empty");
const textBlock = z.strictObject({ type: z.literal("text"), text: nonEmpty, cache_control: cacheControl, citations: z.null().optional() });
const contentBlock = z.discriminatedUnion("type", [
  textBlock,
  z.strictObject({ type: z.literal("tool_use"), id: z.string(), name: z.string(), input: z.unknown(), cache_control: cacheControl }),
  z.strictObject({
    type: z.literal("tool_result"),
    tool_use_id: z.string(),
    content: z.union([z.string(), z.array(textBlock)]).optional(),
    is_error: z.boolean().optional(),
    cache_control: cacheControl,
  }),
  z.strictObject({ type: z.literal("thinking"), thinking: z.string(), signature: z.string(), cache_control: cacheControl }),
]);

const thinking = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("adaptive"), display: z.enum(["summarized", "omitted"]).nullish() }),
  z.strictObject({ type: z.literal("disabled") }),
  z.strictObject({ type: z.literal("between_tools") }),
]);

const prompt = {
  model: z.string().min(1),
  messages: z
    .array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.union([nonEmpty, z.array(contentBlock).min(1)]) }))
    .min(1, "at least one message is required"),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  tools: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
        description: z.string().optional(),
        input_schema: z.record(z.string(), z.unknown()),
        strict: z.boolean().optional(),
        type: z.literal("custom").nullish(),
        cache_control: cacheControl,
      }),
    )
    .optional(),
  tool_choice: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.enum(["auto", "any"]), disable_parallel_tool_use: z.boolean().optional() }),
      z.strictObject({ type: z.literal("tool"), name: z.string(), disable_parallel_tool_use: z.boolean().optional() }),
      z.strictObject({ type: z.literal("none") }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(["low", "medium", "high", "xhigh", "max"]).nullish(),
      format: z.strictObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.unknown()) }).nullish(),
    })
    .optional(),
  thinking: thinking.optional(),
  cache_control: cacheControl,
};

const messageSchema = z.strictObject({
  ...prompt,
  max_tokens: z.int().min(1).max(128_000),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string().min(1)).optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  service_tier: z.enum(["auto", "standard_only"]).optional(),
});
const countSchema = z.strictObject(prompt);

export type MessageBody = z.output<typeof messageSchema>;

const MOST_BREAKPOINTS = 4;

/** The body of a request for a message, or what the API says of it. */
export function parseMessage(body: unknown): { readonly body: MessageBody } | { readonly error: ApiError } {
  return parse(messageSchema, body);
}

/** The body of a request to count tokens, or what the API says of it. */
export function parseCount(body: unknown): { readonly body: Omit<MessageBody, "max_tokens"> } | { readonly error: ApiError } {
  return parse(countSchema, body);
}

function parse<Body extends z.output<typeof countSchema>>(
  schema: z.ZodType<Body>,
  body: unknown,
): { readonly body: Body } | { readonly error: ApiError } {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { error: apiError(400, wordsOf(parsed.error.issues[0]!)) };
  const problem = problemOf(parsed.data);
  return problem === null ? { body: parsed.data } : { error: apiError(400, problem) };
}

/** What the API finds wrong in a body whose parts are all of the right shape. */
function problemOf({ messages, system, tools, cache_control, output_config }: z.output<typeof countSchema>): string | null {
  if (messages[0]!.role !== "user") return 'messages: first message must use the "user" role';
  if (messages.at(-1)!.role === "assistant")
    return "This model does not support assistant message prefill. The conversation must end with a user message.";
  const contents = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  const marked = [...(tools ?? []), ...(typeof system === "string" ? [] : (system ?? [])), ...contents].filter(
    (block) => block.cache_control,
  );
  const breakpoints = marked.length + (cache_control ? 1 : 0);
  if (breakpoints > MOST_BREAKPOINTS)
    return `A maximum of ${MOST_BREAKPOINTS} blocks with cache_control may be provided. Found ${breakpoints}.`;
  const results = contents.filter((block) => block.type === "tool_result").map((block) => block.tool_use_id);
  const uses = new Set(contents.filter((block) => block.type === "tool_use").map((block) => block.id));
  const orphan = results.find((id) => !uses.has(id));
  if (orphan !== undefined) return `messages: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${orphan}`;
  const schema = output_config?.format?.schema;
  return schema === undefined ? null : schemaProblem(schema);
}

/** The first fault in the API's words: where it is, and what should be there. */
function wordsOf(issue: z.core.$ZodIssue, within: readonly PropertyKey[] = []): string {
  const path = [...within, ...issue.path];
  const at = (place: readonly PropertyKey[]): string => place.map(String).join(".") || "body";
  if (issue.code === "unrecognized_keys") return `${at([...path, issue.keys[0]!])}: Extra inputs are not permitted`;
  if (issue.code === "invalid_type") {
    const isAbsent = issue.message.endsWith("received undefined");
    return `${at(path)}: ${isAbsent ? "Field required" : `Input should be a valid ${issue.expected}`}`;
  }
  if (issue.code === "invalid_value")
    return `${at(path)}: Input should be ${issue.values.map((value) => `'${String(value)}'`).join(" or ")}`;
  if (issue.code === "invalid_union") {
    // of a union without a marker, the branch that came furthest says what is wrong
    const deepest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0];
    return deepest === undefined || deepest.path.length === 0 ? `${at(path)}: Input should be valid` : wordsOf(deepest, path);
  }
  if (issue.code === "too_small" && (issue.origin === "number" || issue.origin === "int"))
    return `${at(path)}: Input should be greater than or equal to ${String(issue.minimum)}`;
  return `${at(path)}: ${issue.message}`;
}
