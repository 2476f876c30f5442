const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** HTML that was made here: the only thing that is put into a page as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Builds HTML in which every value is text, whatever stands in it; only other {@link Html} goes in as it is. No value stands in a
 * tag but in a quoted attribute.
 */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const text = parts.map((part, index) => part + (index < values.length ? render(values[index]!) : "")).join("");
  return new Html(text);
}

function render(value: string | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value !== "string") return value.map(({ text }) => text).join("");
  return visible(value).replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** Without what turns the direction of a line or hides in it: a name must not make the rest read as something else. */
export function visible(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "").toWellFormed();
}
