import { action } from "./action.ts";
import { common } from "./common.ts";
import { figure } from "./figure.ts";
import { inbox } from "./inbox.ts";
import { nav } from "./nav.ts";
import { person } from "./person.ts";
import { stop } from "./stop.ts";

/** What the inbox says in English, and what stands around every page: the first picture waits for it. */
export const first = {
  action,
  common,
  figure,
  inbox,
  nav,
  person,
  stop,
} as const;
