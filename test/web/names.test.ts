import { describe, expect, test } from "vitest";
import { STAGE_OUTCOMES, STAGES } from "#src/actions/index.ts";
import { ACTION_AUDIT_KINDS, AUDIT_KINDS } from "#src/audit/index.ts";
import { ACTION_STATUSES, ACTION_TYPES, RISK_LEVELS } from "#src/protocol/index.ts";
import { en } from "../../web/src/i18n/en/index.ts";
import { fr } from "../../web/src/i18n/fr/index.ts";
import { keysOf } from "./catalogueReading.ts";

/** What the code writes as a word of its own, and people read by a name. */

const namesOf = (words: Parameters<typeof keysOf>[0]): string[] => [...keysOf(words).keys()].toSorted();
const sorted = (words: readonly string[]): string[] => words.toSorted();

describe.each([
  ["English", en],
  ["French", fr],
])("in %s", (_language, catalogue) => {
  test("every kind of entry that the audit writes has a name, and nothing else has", () => {
    expect(namesOf(catalogue.audit.kinds)).toEqual(sorted(AUDIT_KINDS));
  });

  test("every kind of entry stands in a group with a name", () => {
    const groups = AUDIT_KINDS.map((kind) => kind.slice(0, kind.indexOf(".")));
    expect(groups.filter((group) => !Object.hasOwn(catalogue.audit.groups, group))).toEqual([]);
  });

  test("everything that happens to an action has its words in its history", () => {
    expect(namesOf(catalogue.action.events)).toEqual(sorted(ACTION_AUDIT_KINDS.map((kind) => kind.replaceAll(".", "_"))));
  });

  test("every stage and what it came to have names", () => {
    expect(namesOf(catalogue.action.stages.outcomes)).toEqual(sorted(STAGE_OUTCOMES));
    expect(STAGES.filter((stage) => !Object.hasOwn(catalogue.action.stages, stage))).toEqual([]);
  });

  test("every status, type and risk has a name", () => {
    expect(namesOf(catalogue.action.statuses)).toEqual(sorted(ACTION_STATUSES));
    expect(namesOf(catalogue.action.types)).toEqual(sorted(ACTION_TYPES));
    expect(namesOf(catalogue.action.risks)).toEqual(sorted(RISK_LEVELS));
  });
});
