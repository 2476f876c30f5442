export { checkDraft } from "./checkDraft.ts";
export { languageOf, looksLikeMore } from "./factForms.ts";
export {
  DEFAULT_DRAFT_BOUNDS,
  DRAFT_PROBLEMS,
  NO_FACTS,
  type AmountFact,
  type DocumentFact,
  type Draft,
  type DraftBounds,
  type DraftFacts,
  type DraftLanguage,
  type DraftProblem,
  type DraftProblemCode,
  type DraftVerdict,
  type MailDraft,
  type NameFact,
  type SmsDraft,
} from "./types.ts";
