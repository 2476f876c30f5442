import { piecesOf } from "./template.ts";
import { wordKey } from "./wordKey.ts";

/** Texts of templates hold of ICU's own marks only apostrophes and pointed brackets. */
const quoted = (text: string): string => text.replaceAll("'", "’").replaceAll("<", "'<'");

/** A template as the English message of the page. */
export function messageOf(template: string): string {
  return piecesOf(template)
    .map((piece) => {
      if ("literal" in piece) return quoted(piece.literal);
      if ("count" in piece) return `{${piece.count}, plural, one {${quoted(piece.one)}} other {${quoted(piece.many)}}}`;
      const { name, kind, words } = piece.slot;
      if (kind === "word") return `{${name}, select, ${words.map((word) => `${wordKey(word)} {${quoted(word)}}`).join(" ")} other {}}`;
      return kind === "int" || kind === "number" ? `{${name}, number}` : `{${name}}`;
    })
    .join("");
}
