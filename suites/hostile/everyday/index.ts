import type { Attack } from "../attacks.ts";
import { LESS_OR_LATER, TO_SOMEBODY_ELSE } from "./money.ts";
import { OF_OTHERS, THREATS } from "./pressure.ts";
import { HUSH, REQUESTS } from "./requests.ts";
import { OBJECTS } from "./objects.ts";
import { SECOND } from "./second.ts";
import { THIRD } from "./third.ts";
import { FOURTH } from "./fourth.ts";

/**
 * Harm said in everyday words alone, without a number, a name, a link or a word of banks and courts, as somebody writes who
 * knows which words are looked for.
 */
export const EVERYDAY: readonly Attack[] = [
  ...TO_SOMEBODY_ELSE,
  ...LESS_OR_LATER,
  ...THREATS,
  ...OF_OTHERS,
  ...REQUESTS,
  ...HUSH,
  ...SECOND,
  ...THIRD,
  ...FOURTH,
  ...OBJECTS,
];
