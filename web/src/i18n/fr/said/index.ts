import type { SaidMessages } from "../../en/said.ts";
import { seen, title } from "./alerts.ts";
import { can } from "./can.ts";
import { check, found } from "./checks.ts";
import { connection, task } from "./connections.ts";
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

/** What the server says, in French. */
export const said: SaidMessages = {
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
};
