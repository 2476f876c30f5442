import { useTranslations } from "use-intl/react";
import { useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { useChanges } from "../../api/changes.ts";
import { Button } from "../../ui/Button.tsx";
import { Bar, reasonOf } from "./Bar.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";

/** Takes back what an action wrote in Odoo; nothing where it cannot be and never was. */
export function UndoBar({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const t = useTranslations("inbox");
  const words = useTranslations("action");
  const { undo } = useChanges(detail);
  const [asking, setAsking] = useState(false);
  const { canUndo, undoneBy } = detail;
  if (!canUndo.ok && undoneBy === null) return null;
  const close = (): void => {
    setAsking(false);
    undo.reset();
  };
  const note = undoneBy === null ? t("undoNote") : t("undoneBy", { status: words(`statuses.${undoneBy.status}`).toLowerCase() });
  return (
    <Bar reason={canUndo.ok ? reasonOf(canUndo, mayDecide, t) : null} note={note}>
      {(disabled) =>
        canUndo.ok && (
          <>
            <Button look="danger" size="large" disabled={disabled} onClick={() => setAsking(true)}>
              {t("undoDots")}
            </Button>
            <ReasonDialog
              open={asking}
              onClose={close}
              title={t("undoTitle")}
              lead={t("undoLead")}
              verb={t("undo")}
              busy={undo.isPending}
              error={undo.error}
              onReason={(reason) => undo.mutate(reason, { onSuccess: close })}
              placeholder={t("undoExample")}
            />
          </>
        )
      }
    </Bar>
  );
}
