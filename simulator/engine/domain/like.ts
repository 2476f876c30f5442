/** SQL's LIKE: `%` any text, `_` one character, `\` takes the next one as it is. */
export function likeToRegExp(pattern: string, options: { readonly ignoreCase: boolean }): RegExp {
  let source = "";
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? "";
    if (character === "\\" && index + 1 < pattern.length) {
      index += 1;
      source += escape(pattern[index] ?? "");
    } else if (character === "%") source += ".*";
    else if (character === "_") source += ".";
    else source += escape(character);
  }
  return new RegExp(`^${source}$`, options.ignoreCase ? "isu" : "su");
}

const escape = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");

/** The test that one of Odoo's like operators makes. `like` looks anywhere in the text, `=like` at all of it. */
export function likeTest(operator: string, value: string): (text: string) => boolean {
  const positive = operator.replace("not ", "");
  const anywhere = !positive.startsWith("=");
  const ignoreCase = positive.endsWith("ilike");
  const expression = likeToRegExp(anywhere ? `%${value}%` : value, { ignoreCase });
  return (text) => expression.test(text);
}
