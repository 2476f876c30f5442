import type { Recommendation, RecommendInput } from "./types.ts";

/** Turns the findings of an analysis into fully composed actions. */
export function recommendActions(_input: RecommendInput): Recommendation {
  throw new Error("being built");
}
