import { messageOf } from "#src/sentences/message.ts";
import type { ChapterLoaders } from "../language.ts";

/** Made from the server's own templates, so that figures read as the reader writes them. */
function inEnglish<T extends object>(templates: T): { readonly [Name in keyof T]: string } {
  return Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, messageOf(template)])) as {
    readonly [Name in keyof T]: string;
  };
}

/** What the server says, in English, by chapter. */
export const chapters = {
  field: async () => inEnglish((await import("#src/sentences/book/field.ts")).field),
  words: async () => inEnglish((await import("#src/sentences/book/words.ts")).words),
  audit: async () => inEnglish((await import("#src/sentences/book/audit.ts")).audit),
  why: async () => inEnglish((await import("#src/sentences/book/why.ts")).why),
  found: async () => inEnglish((await import("#src/sentences/book/checks.ts")).found),
  seen: async () => inEnglish((await import("#src/sentences/book/alerts.ts")).seen),
  notProposed: async () => inEnglish((await import("#src/sentences/book/notProposed.ts")).notProposed),
  policy: async () => inEnglish((await import("#src/sentences/book/policy.ts")).policy),
  held: async () => inEnglish((await import("#src/sentences/book/policy.ts")).held),
  went: async () => inEnglish((await import("#src/sentences/book/went.ts")).went),
  ended: async () => inEnglish((await import("#src/sentences/book/ended.ts")).ended),
  can: async () => inEnglish((await import("#src/sentences/book/can.ts")).can),
  refused: async () => inEnglish((await import("#src/sentences/book/refused.ts")).refused),
  next: async () => inEnglish((await import("#src/sentences/book/next.ts")).next),
  connection: async () => inEnglish((await import("#src/sentences/book/connections.ts")).connection),
  outcome: async () => inEnglish((await import("#src/sentences/book/outcomes.ts")).outcome),
  page: async () => inEnglish((await import("#src/sentences/book/page.ts")).page),
  label: async () => inEnglish((await import("#src/sentences/book/facts.ts")).label),
  value: async () => inEnglish((await import("#src/sentences/book/facts.ts")).value),
  change: async () => inEnglish((await import("#src/sentences/book/facts.ts")).change),
  check: async () => inEnglish((await import("#src/sentences/book/checks.ts")).check),
  title: async () => inEnglish((await import("#src/sentences/book/alerts.ts")).title),
  money: async () => inEnglish((await import("#src/sentences/book/outcomes.ts")).money),
  note: async () => inEnglish((await import("#src/sentences/book/outcomes.ts")).note),
  draft: async () => inEnglish((await import("#src/sentences/book/draft.ts")).draft),
  leftOut: async () => inEnglish((await import("#src/sentences/book/draft.ts")).leftOut),
  task: async () => inEnglish((await import("#src/sentences/book/connections.ts")).task),
} as const satisfies ChapterLoaders;
