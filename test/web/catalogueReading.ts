import type { ChapterLoaders } from "../../web/src/i18n/language.ts";
import type { SaidMessages } from "../../web/src/i18n/said.ts";

/** A catalogue, or a part of it. */
interface Words {
  readonly [key: string]: string | Words;
}

/** Every message of a catalogue under its whole key: `inbox.title`. */
export function keysOf(words: Words, before = ""): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") keys.set(before + key, value);
    else for (const [inner, message] of keysOf(value, `${before}${key}.`)) keys.set(inner, message);
  }
  return keys;
}

/** The values and marks that a message names: `{count}`, `<b>`. */
export function argumentsOf(message: string): string[] {
  const values = [...message.matchAll(/(?<!\b(?:zero|one|two|few|many|other)\s*)\{\s*(\w+)\s*(?=[,}])/g)].map(([, name]) => name!);
  const marks = [...message.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`);
  return [...new Set([...values, ...marks])].toSorted();
}

/**
 * The keys that no source names. A source speaks for the areas it takes words from, and names a key as a whole string
 * or as the beginning of a template that ends in a value.
 */
export function unusedKeys(keys: Iterable<string>, sources: readonly string[]): string[] {
  const used = new Set<string>();
  const prefixes: string[] = [];
  for (const source of sources) {
    const areas = [...source.matchAll(/(?:useTranslations\(|Translator<)\s*"([\w.]+)"/g)].map(([, area]) => area!);
    const strings = [...source.matchAll(/"([\w.]+)"|'([\w.]+)'/g)].map(([, double, single]) => double ?? single!);
    const templates = [...source.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start]) => start!);
    for (const area of areas) {
      for (const name of strings) used.add(`${area}.${name}`);
      for (const start of templates) prefixes.push(`${area}.${start}`);
    }
  }
  return [...keys].filter((key) => !used.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
}

/** All that the server says in a language. */
export async function wholeOf(chapters: ChapterLoaders): Promise<SaidMessages> {
  const loaded = Object.entries(chapters).map(async ([chapter, load]) => [chapter, await load()] as const);
  return Object.fromEntries(await Promise.all(loaded)) as SaidMessages;
}
