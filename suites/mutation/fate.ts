/**
 * `noticed`: a test failed of it. `missed`: tests ran with it to their end, and none failed. `unreached`: no test comes by.
 * `untried`: a test comes by, but none ran with it to its end. `timedOut`: a test did not end in time, once: that may be the machine.
 */
export type Fate = "noticed" | "missed" | "unreached" | "untried" | "timedOut";

/** What became of one change of the code. */
export interface Tried {
  /** `src/executor/slots.ts:12:3`. */
  readonly place: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly fate: Fate;
}
