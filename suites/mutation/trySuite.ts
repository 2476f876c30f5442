import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResult } from "../support/report.ts";
import { AREAS } from "./areas.ts";
import type { Fate, Tried } from "./fate.ts";
import { ROOT } from "./instrumentArea.ts";
import { mutateArea } from "./mutateArea.ts";

/** The functions of the trial's code in which mutants survive, and how; everywhere else all have to be noticed. */
const EXPECTED: Readonly<Record<string, Fate>> = { missed: "missed", unreached: "unreached" };

/** Tries the suite on code of which it is known what becomes of its mutants. */
export async function trySuite(): Promise<SuiteResult> {
  const { mutants, survivors } = await mutateArea("trial", { every: 1, seed: 0, mostSeconds: 60 });
  const wrong = survivors.filter((one) => EXPECTED[functionAt(one)] !== one.fate);
  const lacking = Object.keys(EXPECTED).filter((name) => !survivors.some((one) => functionAt(one) === name));
  return { ok: wrong.length === 0 && lacking.length === 0, mutants, survived: survivors.length, wrong, lacking };
}

/** The name that the nearest declaration at or above a place exports. */
function functionAt({ place }: Tried): string {
  const [line] = place.split(":").slice(-2).map(Number);
  const lines = readFileSync(join(ROOT, AREAS.trial.mutate[0]), "utf8").split("\n").slice(0, line);
  return lines.flatMap((text) => /^export (?:async )?(?:function|const) (\w+)/.exec(text)?.[1] ?? []).at(-1) ?? "";
}
