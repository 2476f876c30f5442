import { readRulePauses } from "#src/db/access/ruleSuggestions.ts";
import type { TxContext } from "#src/db/index.ts";
import type { GuardrailSettings } from "./settings.ts";

/** Why rules of these settings are paused, by name. Only earned ones can be; those that are not are absent. */
export async function readPauses(ctx: TxContext, { autoApproval: { rules } }: GuardrailSettings): Promise<Map<string, string>> {
  const earned = rules.flatMap(({ name, suggestionId }) => (suggestionId === undefined ? [] : [{ name, suggestionId }]));
  const reasons = await readRulePauses(
    ctx,
    earned.map(({ suggestionId }) => suggestionId),
  );
  return new Map(
    earned.flatMap(({ name, suggestionId }) => {
      const reason = reasons.get(suggestionId);
      return reason === undefined ? [] : [[name, reason]];
    }),
  );
}
