import { field } from "./field.ts";
import { words } from "./words.ts";
import { audit } from "./audit.ts";
import { seen, title } from "./alerts.ts";
import { can } from "./can.ts";
import { check, found } from "./checks.ts";
import { connection, task } from "./connections.ts";
import { draft, leftOut } from "./draft.ts";
import { ended } from "./ended.ts";
import { change, label, value } from "./facts.ts";
import { next } from "./next.ts";
import { notProposed } from "./notProposed.ts";
import { money, note, outcome } from "./outcomes.ts";
import { page } from "./page.ts";
import { held, policy } from "./policy.ts";
import { refused } from "./refused.ts";
import { went } from "./went.ts";
import { why } from "./why.ts";

/**
 * Every sentence that the server writes for people, by chapter: the one list behind what is recognised, what the API says of
 * it and what the page's languages have to have. A sentence's code is its chapter and its name in it: `why.noReminder`.
 */
export const BOOK = {
  field,
  words,
  audit,
  why,
  found,
  seen,
  notProposed,
  policy,
  held,
  went,
  ended,
  can,
  refused,
  next,
  connection,
  outcome,
  page,
  label,
  value,
  change,
  check,
  title,
  money,
  note,
  task,
  draft,
  leftOut,
} as const;

export type Chapter = keyof typeof BOOK;

/** Where a text stands says which chapters it can be of. */
export const SHELVES = {
  sentence: [
    "field",
    "words",
    "audit",
    "why",
    "found",
    "seen",
    "notProposed",
    "policy",
    "held",
    "went",
    "ended",
    "can",
    "refused",
    "next",
    "connection",
    "outcome",
    "page",
  ],
  label: ["label"],
  value: ["value", "words", "found", "why", "notProposed"],
  change: ["change"],
  description: ["check", "title"],
  title: ["title"],
  money: ["money"],
  note: ["note"],
  task: ["task"],
  draft: ["draft"],
  leftOut: ["leftOut"],
} as const satisfies Record<string, readonly Chapter[]>;

export type Shelf = keyof typeof SHELVES;
