import type { Figure, Spoken } from "#src/api/type.ts";
import type { Shelf } from "#src/sentences/index.ts";
import { recogniseOwn } from "#src/sentences/recogniseOwn.ts";
import { spokenOf } from "./learned.ts";
import type { Translator } from "./types.ts";

/** Says a sentence of the server in the reader's language; where it stands tells a label from a sentence. */
export type Say = (sentence: string, shelf?: Shelf) => string;

/** What stands between several of a chapter; a space where it is nothing else. */
const BETWEEN: Readonly<Record<string, string>> = { money: ", ", leftOut: "; " };

/** How the reader writes figures. */
export interface Formats {
  readonly day: (day: string) => string;
  readonly moment: (moment: string) => string;
  readonly money: (money: { readonly amount: number; readonly currency: string }) => string;
  readonly number: (value: number) => string;
}

/**
 * Says sentences with the page's words: `t` holds the server's sentences, `figure` how figures are put. `lacks` is told each
 * chapter that a sentence is of and that is not there.
 */
export function sayWith(t: Translator<"said">, figure: Translator<"figure">, format: Formats, lacks: (chapter: string) => void): Say {
  const known = t as unknown as {
    (code: string, values: Readonly<Record<string, string | number>>): string;
    has: (code: string) => boolean;
  };
  const one = ({ sentence, code, figures = {} }: Spoken): string => {
    if (code === undefined) return sentence;
    // sentences within it are put too before it is known itself, so that all chapters that are lacking are asked for at once
    const values = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, valueOf(value)]));
    if (known.has(code)) return known(code, values);
    lacks(code.slice(0, code.indexOf(".")));
    return sentence;
  };
  const valueOf = (value: Figure): string | number => {
    if (typeof value === "string" || typeof value === "number") return value;
    if ("said" in value) return value.said.map(one).join(BETWEEN[value.said[0]?.code?.split(".")[0] ?? ""] ?? " ");
    if ("day" in value) return format.day(value.day);
    if ("moment" in value) return format.moment(value.moment);
    if ("names" in value) return value.more === 0 ? value.names : figure("names", value);
    if ("record" in value) return figure("record", { kind: value.record, name: value.name });
    if ("shown" in value) return value.shown.map(shownOf).reduce((first, other) => figure("either", { one: first, other }));
    if (!("currency" in value)) return format.number(value.amount);
    const amount = format.money(value);
    return "own" in value && value.own !== undefined ? figure("own", { amount, own: format.money(value.own) }) : amount;
  };
  const shownOf = (value: Extract<Figure, { shown: unknown }>["shown"][number]): string => {
    if (typeof value === "string") return value;
    if ("plain" in value) return figure(`plain.${value.plain}`);
    return "day" in value ? format.day(value.day) : format.money(value);
  };
  return (sentence, shelf = "sentence") => {
    const spoken = spokenOf(shelf, sentence) ?? recogniseOwn(sentence, (held) => spokenOf("sentence", held));
    return spoken === undefined ? sentence : spoken.map(one).join(" ");
  };
}
