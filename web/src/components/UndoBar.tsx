import { useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { useChanges } from "../api/changes.ts";
import { Button } from "../ui/Button.tsx";
import { Bar, reasonOf } from "./Bar.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { STATUS_WORDS } from "./words.ts";

/** Takes back what an action wrote in Odoo; nothing where it cannot be and never was. */
export function UndoBar({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const { undo } = useChanges(detail);
  const [asking, setAsking] = useState(false);
  const { canUndo, undoneBy } = detail;
  if (!canUndo.ok && undoneBy === null) return null;
  const close = (): void => {
    setAsking(false);
    undo.reset();
  };
  const note =
    undoneBy === null
      ? "What it wrote can be taken back while the record still stands as it was left."
      : `An action that takes it back: ${STATUS_WORDS[undoneBy.status].label.toLowerCase()}.`;
  return (
    <Bar reason={canUndo.ok ? reasonOf(canUndo, mayDecide) : null} note={note}>
      {(disabled) =>
        canUndo.ok && (
          <>
            <Button look="danger" size="large" disabled={disabled} onClick={() => setAsking(true)}>
              Undo…
            </Button>
            <ReasonDialog
              open={asking}
              onClose={close}
              title="Take this back?"
              lead="Another action puts back what stood there before, if nobody has changed it since. It is approved by you, and checked again right before it runs."
              verb="Undo"
              busy={undo.isPending}
              error={undo.error}
              onReason={(reason) => undo.mutate(reason, { onSuccess: close })}
              placeholder="For example: it was the wrong deal."
            />
          </>
        )
      }
    </Bar>
  );
}
