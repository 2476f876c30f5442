import type { ChapterLoaders } from "../../language.ts";

/** What the server says, in French, by chapter. */
export const chapters = {
  why: async () => (await import("./why.ts")).why,
  found: async () => (await import("./checks.ts")).found,
  seen: async () => (await import("./alerts.ts")).seen,
  notProposed: async () => (await import("./notProposed.ts")).notProposed,
  policy: async () => (await import("./policy.ts")).policy,
  held: async () => (await import("./policy.ts")).held,
  went: async () => (await import("./went.ts")).went,
  ended: async () => (await import("./ended.ts")).ended,
  can: async () => (await import("./can.ts")).can,
  refused: async () => (await import("./refused.ts")).refused,
  next: async () => (await import("./next.ts")).next,
  connection: async () => (await import("./connections.ts")).connection,
  outcome: async () => (await import("./outcomes.ts")).outcome,
  page: async () => (await import("./page.ts")).page,
  label: async () => (await import("./facts.ts")).label,
  value: async () => (await import("./facts.ts")).value,
  change: async () => (await import("./facts.ts")).change,
  check: async () => (await import("./checks.ts")).check,
  title: async () => (await import("./alerts.ts")).title,
  money: async () => (await import("./outcomes.ts")).money,
  note: async () => (await import("./outcomes.ts")).note,
  task: async () => (await import("./connections.ts")).task,
} as const satisfies ChapterLoaders;
