import type { ServerResponse } from "node:http";
import { errorBody, type ApiError } from "./errors.ts";
import type { Message } from "./message.ts";
import { eventText, streamEvents } from "./stream.ts";
import type { ModelRequest } from "./types.ts";

/** A request while it is being answered. */
export type Seen = { -readonly [Key in keyof ModelRequest]: ModelRequest[Key] };

/** What goes back on one connection. */
export class Reply {
  readonly #request: Seen;
  readonly #response: ServerResponse;
  readonly #requestId: string;

  constructor(request: Seen, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    this.#requestId = `req_sim_${String(request.number).padStart(6, "0")}`;
  }

  json(status: number, value: unknown): void {
    this.body(status, "application/json", JSON.stringify(value));
  }

  error(error: ApiError, headers: Readonly<Record<string, string>> = {}): void {
    this.body(error.status, "application/json", errorBody(error, this.#requestId), headers);
  }

  body(status: number, contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): void {
    this.#head(status, contentType, { "content-length": String(Buffer.byteLength(body)), ...headers });
    this.#response.end(body);
  }

  stream(message: Message): void {
    this.begin(true);
    for (const event of streamEvents(message)) this.#response.write(eventText(event));
    this.#response.end();
  }

  /** The head of an answer, and nothing after it. */
  begin(streamed: boolean): void {
    this.#head(200, streamed ? "text/event-stream; charset=utf-8" : "application/json", { "cache-control": "no-cache" });
    this.#response.flushHeaders();
  }

  /** The beginning of an answer, sent. */
  async half(streamed: boolean): Promise<void> {
    this.begin(streamed);
    await new Promise((resolve) => this.#response.write(streamed ? eventText({ type: "ping" }) : '{"id":"msg_', resolve));
  }

  cut(): void {
    this.#request.status = null;
    this.#response.destroy();
  }

  #head(status: number, contentType: string, headers: Readonly<Record<string, string>>): void {
    this.#request.status = status;
    this.#response.writeHead(status, { "content-type": contentType, "request-id": this.#requestId, ...headers });
  }
}
