import { useEffect, useRef } from "react";

/** What a key asks of whatever is on the screen and can do it. */
export type Command = "approve" | "reject" | "edit" | "snooze";

/** Who can do it, the latest last: what a group takes over falls back to the card when the group is gone. */
const handlers = new Map<Command, readonly { readonly run: () => void; readonly ofGroup: boolean }[]>();

/** Does the command while this is on the screen and may; that of a group goes before that of a card, whichever came first. */
export function useCommand(command: Command, handler: () => void, enabled: boolean, ofGroup = false): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const run = (): void => latest.current();
    handlers.set(command, [...(handlers.get(command) ?? []), { run, ofGroup }]);
    return () => {
      handlers.set(
        command,
        (handlers.get(command) ?? []).filter((one) => one.run !== run),
      );
    };
  }, [command, enabled, ofGroup]);
}

/** Whether something did it. */
export function runCommand(command: Command): boolean {
  const able = handlers.get(command) ?? [];
  const handler = (able.findLast(({ ofGroup }) => ofGroup) ?? able.at(-1))?.run;
  handler?.();
  return handler !== undefined;
}
