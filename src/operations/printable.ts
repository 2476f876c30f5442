/** A provider's or a person's words made fit for a reason: one line, no control characters, not long. */
export function printable(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
      .trim()
      .slice(0, 300)
  );
}
