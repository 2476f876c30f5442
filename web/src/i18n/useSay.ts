import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { recogniseOwn } from "#src/phrases/recogniseOwn.ts";
import type { Figure, Spoken } from "#src/api/type.ts";
import type { Shelf } from "#src/phrases/index.ts";
import { formatDay, formatMoment, formatMoney, formatNumber } from "../ui/format.ts";
import { spokenOf } from "./learned.ts";
import type { Translator } from "./types.ts";

/** Says a sentence of the server in the reader's language; where it stands tells a label from a sentence. */
export type Say = (sentence: string, shelf?: Shelf) => string;

/**
 * How the server's sentences are said on this page. A sentence that the server gave no code for, or a code that this page does
 * not know, is shown as the server wrote it.
 */
export function useSay(): Say {
  const t = useTranslations("said");
  const figure = useTranslations("figure");
  return useMemo(() => sayWith(t, figure), [t, figure]);
}

/** The same for what has no hook: `t` and `figure` are the page's words. */
export function sayWith(t: Translator<"said">, figure: Translator<"figure">): Say {
  const known = t as unknown as {
    (code: string, values: Readonly<Record<string, string | number>>): string;
    has: (code: string) => boolean;
  };
  const one = ({ sentence, code, figures = {} }: Spoken): string => {
    if (code === undefined || !known.has(code)) return sentence;
    return known(code, Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, valueOf(value)])));
  };
  const valueOf = (value: Figure): string | number => {
    if (typeof value === "string" || typeof value === "number") return value;
    if ("said" in value) return value.said.map(one).join(value.said.some(({ code }) => code?.startsWith("money.")) ? ", " : " ");
    if ("day" in value) return formatDay(value.day);
    if ("moment" in value) return formatMoment(value.moment);
    if ("names" in value) return value.more === 0 ? value.names : figure("names", value);
    if ("record" in value) return figure("record", { kind: value.record, name: value.name });
    if ("shown" in value) return value.shown.map(shownOf).reduce((first, other) => figure("either", { one: first, other }));
    if (!("currency" in value)) return formatNumber(value.amount);
    const amount = formatMoney(value);
    return "own" in value && value.own !== undefined ? figure("own", { amount, own: formatMoney(value.own) }) : amount;
  };
  const shownOf = (value: Extract<Figure, { shown: unknown }>["shown"][number]): string => {
    if (typeof value === "string") return value;
    if ("plain" in value) return figure(`plain.${value.plain}`);
    return "day" in value ? formatDay(value.day) : formatMoney(value);
  };
  return (sentence, shelf = "sentence") => {
    const spoken = spokenOf(shelf, sentence) ?? recogniseOwn(sentence, (held) => spokenOf("sentence", held));
    return spoken === undefined ? sentence : spoken.map(one).join(" ");
  };
}
