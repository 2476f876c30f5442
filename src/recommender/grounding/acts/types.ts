/**
 * What asks somebody to do something, or binds the company: the verbs of such a sentence are closed, while a sentence that
 * only describes may use any everyday one. All of it is read folded.
 */
export interface Acts {
  /** Found in a sentence that asks or binds: its words apart by one space, facts as `q`, `,` where punctuation stands. */
  readonly trigger: RegExp;
  /** The verbs, in the forms in which they are asked for or promised, that such a sentence may use. */
  readonly allowed: ReadonlySet<string>;
  /** All verbs in those forms; a word that is a noun as well is none of them. */
  readonly bases: ReadonlySet<string>;
  /** Further forms that ask or bind wherever they stand, each with the verb that it is of; undefined for any other word. */
  readonly bindingForm?: (word: string, before: readonly string[]) => string | undefined;
}
