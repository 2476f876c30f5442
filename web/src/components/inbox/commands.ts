import { useEffect, useRef } from "react";

/** What a key asks of whatever is on the screen and can do it. */
export type Command = "approve" | "reject" | "edit" | "snooze";

/** Who can do it, the latest last: what a group takes over falls back to the card when the group is gone. */
const handlers = new Map<Command, readonly (() => void)[]>();

/** Does the command while this is on the screen and may. */
export function useCommand(command: Command, handler: () => void, enabled: boolean): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const run = (): void => latest.current();
    handlers.set(command, [...(handlers.get(command) ?? []), run]);
    return () => {
      handlers.set(
        command,
        (handlers.get(command) ?? []).filter((one) => one !== run),
      );
    };
  }, [command, enabled]);
}

/** Whether something did it. */
export function runCommand(command: Command): boolean {
  const handler = handlers.get(command)?.at(-1);
  handler?.();
  return handler !== undefined;
}
