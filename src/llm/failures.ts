import type { Failure } from "./types.ts";

/** The failures that the port itself finds; what a provider finds is worded where it is found. */

export const NOT_CONFIGURED: Failure = {
  reason: "not_configured",
  sentence: "No key for a model is set, so none was asked.",
  next: "Set ANTHROPIC_API_KEY to a key from the Claude Console, and start again.",
};

export const SWITCHED_OFF: Failure = {
  reason: "switched_off",
  sentence: "The organisation has switched the model off, so it was not asked.",
  next: `Switch it on with: ai-coo settings set model '{"enabled": true}'`,
};

export const CANCELLED: Failure = {
  reason: "cancelled",
  sentence: "The call was cancelled, so there is no answer of the model.",
  next: "Ask again.",
};

export const REFUSED: Failure = {
  reason: "refused",
  sentence: "The model refused to answer, so nothing was taken from it.",
  next: "Look at what it was asked about: texts from outside may have tripped its safeguards.",
};

export const UNUSABLE_SCHEMA: Failure = {
  reason: "rejected",
  sentence: "The schema of the answer cannot be put in a form that a model takes, so the model was not asked.",
  next: "This is a fault of AI COO: please report it.",
};

export const malformed = (what: string): Failure => ({
  reason: "malformed",
  sentence: `${what}, so nothing was taken from it.`,
  next: "Ask again; where it happens often, set ANTHROPIC_MODEL to another model.",
});

export const truncated = (maxOutputTokens: number): Failure => ({
  reason: "truncated",
  sentence: `The model's answer was cut at its limit of ${maxOutputTokens} tokens, so nothing was taken from it.`,
  next: "Ask about less at once.",
});

export const timedOut = (milliseconds: number): Failure => ({
  reason: "timeout",
  sentence: `The model did not answer within ${Math.round(milliseconds / 1000)} seconds, so there is no answer of it.`,
  next: "Try again later; status.claude.com says whether the API is slow.",
});

/** US dollars for people; small calls cost fractions of a cent. */
const usd = (amount: number): string => `$${amount.toFixed(amount !== 0 && amount < 1 ? 4 : 2)}`;

export function overBudget(figures: {
  readonly spentUsd: number;
  readonly heldUsd: number;
  readonly mostUsd: number;
  readonly budgetUsd: number;
}): Failure {
  const { spentUsd, heldUsd, mostUsd, budgetUsd } = figures;
  const held = heldUsd === 0 ? "" : `, with ${usd(heldUsd)} set aside for calls under way,`;
  return {
    reason: "over_budget",
    sentence: `This month's calls have cost ${usd(spentUsd)}${held} of a budget of ${usd(budgetUsd)}, and this one may cost up to ${usd(mostUsd)}, so the model was not asked.`,
    next: `Wait for the next month, or raise the budget: ai-coo settings set model '{"monthlyBudgetUsd": ${Math.ceil((spentUsd + heldUsd + mostUsd) * 2)}}'`,
  };
}
