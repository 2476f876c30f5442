import { z } from "zod";
import type { Environment } from "./env.ts";

/** Of Claude's models the one that weighs intelligence and price; see https://platform.claude.com/docs for the others. */
const DEFAULT_MODEL = "claude-sonnet-5-5";

/** The environment variables of the language model. */
export const modelVariables = {
  ANTHROPIC_API_KEY: z
    .string()
    .regex(/^[\u0021-\u007e]+$/, "must be a key without spaces, such as sk-ant-…")
    .optional()
    .describe("API key for Claude, the language model; none is asked when not set. See docs/model.md."),
  ANTHROPIC_MODEL: z
    .string()
    .regex(/^[a-zA-Z0-9._:@/-]{1,128}$/, "must be the id of a model, such as claude-sonnet-5-5")
    .default(DEFAULT_MODEL)
    .describe("Which of Claude's models is asked."),
  ANTHROPIC_BASE_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://api.anthropic.com" })
    .default("https://api.anthropic.com")
    .describe("Address of Anthropic's API, or of a proxy of yours that speaks it; without /v1."),
};

/** What is said about the language model; the key is a secret. */
export interface ModelConfig {
  readonly model: string;
  /** Without a slash at its end, and without `/v1`. */
  readonly baseUrl: string;
}

export function resolveModel(env: Environment): ModelConfig {
  const baseUrl = env.ANTHROPIC_BASE_URL.replace(/\/+$/, "").replace(/\/v1$/, "");
  return { model: env.ANTHROPIC_MODEL, baseUrl };
}

/** What is wrong about the address: key and customers' data go there. */
export function modelFaults(env: Environment): string[] {
  const { protocol, hostname, username, search } = new URL(env.ANTHROPIC_BASE_URL);
  const faults: string[] = [];
  if (protocol === "http:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    faults.push("ANTHROPIC_BASE_URL must begin with https unless it is on this machine: the key and what the model is asked go there");
  if (username !== "") faults.push("ANTHROPIC_BASE_URL must not hold a user or a password");
  if (search !== "") faults.push("ANTHROPIC_BASE_URL must not have a query");
  return faults;
}
