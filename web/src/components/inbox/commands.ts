import { useEffect, useRef } from "react";

/** What a key asks of whatever is on the screen and can do it. */
export type Command = "approve" | "reject" | "edit" | "snooze";

const handlers = new Map<Command, () => void>();

/** Does the command while this is on the screen and may. */
export function useCommand(command: Command, handler: () => void, enabled: boolean): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const run = (): void => latest.current();
    handlers.set(command, run);
    return () => {
      if (handlers.get(command) === run) handlers.delete(command);
    };
  }, [command, enabled]);
}

/** Whether something did it. */
export function runCommand(command: Command): boolean {
  const handler = handlers.get(command);
  handler?.();
  return handler !== undefined;
}
