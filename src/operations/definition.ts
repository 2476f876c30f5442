import type { Operation, SafeOperation } from "#src/protocol/index.ts";
import type { LookUp, Outcome } from "./outcome.ts";
import type { OperationPorts } from "./ports.ts";

export type InputsOf<T extends SafeOperation> = Extract<Operation, { type: T }>["inputs"];

/** What an effect is asked with beside its inputs. */
interface EffectContext {
  readonly orgId: string;
  readonly actionId: string;
  /** What the effect carries to the outside, so that it can be found again. */
  readonly token: string;
}

/** One safe operation. Each stands in a file of its own; the registry holds them all. */
export interface OperationDefinition<T extends SafeOperation = SafeOperation> {
  readonly type: T;
  /**
   * Whether running again with the same token can never make a second effect. Reconcile repeats such an
   * operation when a look-up does not find it; any other waits for a person.
   */
  repeatable(ports: OperationPorts): boolean;
  /** The channel on which it contacts people, or `null`: such an effect is reserved in the outreach ledger first. */
  readonly contacts: "email" | "sms" | null;
  /** The token of an action's effect: a function of the action id and nothing else. */
  token(actionId: string): string;
  /** Causes the effect, once. Never throws for what the other side does. */
  run(inputs: InputsOf<T>, context: EffectContext, ports: OperationPorts): Promise<Outcome>;
  /** Asks whether the effect happened. `since`: the moment of the intent. Throws when it cannot be asked. */
  lookUp(inputs: InputsOf<T>, context: EffectContext & { readonly since: Date }, ports: OperationPorts): Promise<LookUp>;
}
