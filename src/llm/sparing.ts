import { GENERAL_FAILURES, type Answer, type LanguageModel } from "./types.ts";

/**
 * The same model for one run of many questions: once it failed in a way that the next question would meet too (no budget, no
 * connection, no time), the others are answered with that failure, and nobody waits for each of them again.
 */
export function sparing(model: LanguageModel): LanguageModel {
  let failed: Extract<Answer<never>, { readonly ok: false }> | null = null;
  return {
    model: model.model,
    ask: async (question) => {
      if (failed !== null) return { ...failed, usage: null };
      const answer = await model.ask(question);
      if (!answer.ok && GENERAL_FAILURES.includes(answer.reason)) failed = answer;
      return answer;
    },
  };
}
