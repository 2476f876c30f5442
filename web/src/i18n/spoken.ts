import type { Language } from "./language.ts";
import { setLocale, startingLocale } from "./locale.ts";
import type { Locale } from "./locales.ts";
import type { Whole } from "./types.ts";

/** Each language is a file of its own: a reader loads one. */
const LANGUAGES = {
  en: async () => (await import("./en/language.ts")).language,
  fr: async () => (await import("./fr/language.ts")).language,
} as const satisfies Record<Locale, () => Promise<Language>>;

interface Spoken {
  readonly locale: Locale;
  readonly language: Language;
  /** The words that are there so far. */
  readonly messages: Partial<Whole>;
}

let spoken: Spoken | undefined;
let screensAreShown = false;
const listeners = new Set<() => void>();

/** The language of the page with the words that are there; {@link speak} comes before it. */
export function spokenNow(): Spoken {
  return spoken!;
}

/** Tells when words came or the language changed; returns how to stop. */
export function onSpoken(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(now: Spoken): void {
  spoken = now;
  for (const listener of listeners) listener();
}

/** Takes words up, unless the page speaks another language by now. */
function add(language: Language, words: Partial<Whole>): void {
  if (spoken?.language !== language) return;
  const said = { ...spoken.messages.said, ...words.said } as Whole["said"];
  become({ ...spoken, messages: { ...spoken.messages, ...words, said } });
}

/** Makes a language the page's, with all that is shown now; without one, the one to begin with. */
export async function speak(locale: Locale = startingLocale()): Promise<void> {
  const language = await LANGUAGES[locale]();
  const words = { ...language.first, ...(screensAreShown ? await language.screens() : {}) };
  setLocale(locale);
  lacking.clear();
  become({ locale, language, messages: { ...words, said: {} } as unknown as Partial<Whole> });
}

/** Brings the words of the screens beside the inbox, in this language and in every other that is chosen from here on. */
export async function speakOnScreens(): Promise<void> {
  screensAreShown = true;
  const { language, messages } = spokenNow();
  if ("screen" in messages) return;
  add(language, (await language.screens()) as unknown as Partial<Whole>);
}

/** Chapters of the server's sentences that were asked for in this language. */
const lacking = new Set<string>();
let isGathering = false;

/**
 * Asks for a chapter of the server's sentences. All that one picture lacks comes at once; what does not come reads as the server
 * wrote it, and is asked for again by the next picture.
 */
export function lacksChapter(chapter: string): void {
  const { language, messages } = spokenNow();
  if (lacking.has(chapter) || !Object.hasOwn(language.chapters, chapter) || Object.hasOwn(messages.said ?? {}, chapter)) return;
  lacking.add(chapter);
  if (isGathering) return;
  isGathering = true;
  queueMicrotask(() => {
    isGathering = false;
    void bring(spokenNow().language, [...lacking]);
  });
}

async function bring(language: Language, chapters: readonly string[]): Promise<void> {
  const load = language.chapters as Readonly<Record<string, () => Promise<object>>>;
  const came = await Promise.allSettled(chapters.map(async (chapter) => [chapter, await load[chapter]!()] as const));
  for (const chapter of chapters) lacking.delete(chapter);
  const said = Object.fromEntries(came.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
  if (Object.keys(said).length > 0) add(language, { said: said as Whole["said"] });
}
