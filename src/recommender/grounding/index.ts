export { checkDraft, problemsOf } from "./checkDraft.ts";
export { tiesOf } from "./hanging.ts";
export { quotable } from "./quoting.ts";
export { reasonOf, shown } from "./sentences.ts";
export { sentencesIn } from "./split.ts";
export { folded } from "./characters.ts";
export { languageOf } from "./factForms.ts";
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
