import type { ContentBlock, Message } from "./message.ts";

export interface StreamEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Characters of a delta: short, so that whoever reads a stream has to put it together again. */
const PIECE = 16;

/** A message as the events of a stream, in the order in which the API sends them. */
export function* streamEvents(message: Message): Generator<StreamEvent> {
  const begun = { ...message, content: [], stop_reason: null, stop_details: null, usage: { ...message.usage, output_tokens: 1 } };
  yield { type: "message_start", message: begun };
  yield { type: "ping" };
  for (const [index, block] of message.content.entries()) {
    yield { type: "content_block_start", index, content_block: emptied(block) };
    for (const delta of deltasOf(block)) yield { type: "content_block_delta", index, delta };
    yield { type: "content_block_stop", index };
  }
  const { stop_reason, stop_sequence, stop_details, usage } = message;
  yield { type: "message_delta", delta: { stop_reason, stop_sequence, stop_details, container: null }, usage };
  yield { type: "message_stop" };
}

/** An event as it goes over the wire. */
export const eventText = (event: StreamEvent): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

function emptied(block: ContentBlock): ContentBlock {
  switch (block.type) {
    case "text":
      return { ...block, text: "" };
    case "thinking":
      return { ...block, thinking: "", signature: "" };
    case "tool_use":
      return { ...block, input: {} };
  }
}

function deltasOf(block: ContentBlock): Readonly<Record<string, unknown>>[] {
  switch (block.type) {
    case "text":
      return pieces(block.text).map((text) => ({ type: "text_delta", text }));
    case "thinking":
      return [
        ...pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block.signature },
      ];
    case "tool_use":
      return pieces(JSON.stringify(block.input)).map((partial_json) => ({ type: "input_json_delta", partial_json }));
  }
}

function pieces(text: string): string[] {
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / PIECE) }, (_, index) =>
    characters.slice(index * PIECE, (index + 1) * PIECE).join(""),
  );
}
