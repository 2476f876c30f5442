/** The texts in a source: its strings, and the parts of its templates between their values; comments and imports left out. */
export function textsOf(source: string): string[] {
  const texts: string[] = [];
  let at = 0;
  const text = (quote: string): string => {
    let found = "";
    for (at += 1; at < source.length && source[at] !== quote; at += 1) {
      if (source[at] === "\\") at += 1;
      else if (quote === "`" && source.startsWith("${", at)) {
        texts.push(found);
        found = "";
        at += 2;
        code("}");
        continue;
      }
      found += source[at];
    }
    return found;
  };
  const code = (end: string): void => {
    let depth = 0;
    for (; at < source.length; at += 1) {
      const mark = source[at]!;
      if (depth === 0 && mark === end) return;
      if (mark === "{") depth += 1;
      else if (mark === "}") depth -= 1;
      else if (source.startsWith("//", at)) at = source.indexOf("\n", at);
      else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 1;
      else if (mark === "/" && /[(,=:[!&|?{}]\s*$/.test(source.slice(Math.max(0, at - 10), at))) at = endOfPattern(source, at);
      else if (mark === '"' || mark === "'" || mark === "`") texts.push(text(mark));
      if (at < 0) return;
    }
  };
  code("");
  return texts;
}

/** Where a regular expression that begins at `at` ends. */
function endOfPattern(source: string, at: number): number {
  let inClass = false;
  for (let index = at + 1; index < source.length; index += 1) {
    if (source[index] === "\\") index += 1;
    else if (source[index] === "[") inClass = true;
    else if (source[index] === "]") inClass = false;
    else if (source[index] === "/" && !inClass) return index;
    else if (source[index] === "\n") return at;
  }
  return at;
}
