import type { Operation, SafeOperation } from "#src/protocol/index.ts";
import type { InputsOf } from "./definition.ts";
import { type LookUp, type Outcome, unknown } from "./outcome.ts";
import type { OperationPorts } from "./ports.ts";
import { OPERATIONS } from "./registry.ts";

interface OperationOf<T extends SafeOperation> {
  readonly type: T;
  readonly inputs: InputsOf<T>;
}

/** The token that an action's effect carries to the outside; stored with the intent, before the effect. */
export function operationToken(operation: Operation, actionId: string): string {
  return OPERATIONS[operation.type].token(actionId);
}

/**
 * Causes the one effect of an action: the only door to the outside, called by the executor alone, with the
 * intent committed and no transaction open. Never throws: what nobody foresaw is an `unknown` outcome,
 * because the request may have left.
 */
export async function executeSafeOperation<T extends SafeOperation>(
  operation: OperationOf<T>,
  actionId: string,
  orgId: string,
  ports: OperationPorts,
): Promise<Outcome> {
  const definition = OPERATIONS[operation.type];
  try {
    return await definition.run(operation.inputs, { orgId, actionId, token: definition.token(actionId) }, ports);
  } catch {
    return unknown("Something unexpected went wrong while the effect was being caused; whether it happened is not known.");
  }
}

/** Whether running the effect again with its token can never make a second one; reconcile asks this before it repeats anything. */
export function isRepeatable(operation: Operation, ports: OperationPorts): boolean {
  return OPERATIONS[operation.type].repeatable(ports);
}

/**
 * Asks the other side whether an action's effect happened, by the token it carried. `since` is the moment of
 * the intent, UTC. Throws an AiCooError when the question could not be asked: ask again later.
 */
export async function lookUpSafeOperation<T extends SafeOperation>(
  operation: OperationOf<T>,
  actionId: string,
  orgId: string,
  ports: OperationPorts,
  since: Date,
): Promise<LookUp> {
  const definition = OPERATIONS[operation.type];
  return definition.lookUp(operation.inputs, { orgId, actionId, token: definition.token(actionId), since }, ports);
}
