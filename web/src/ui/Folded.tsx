import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "./Button.tsx";

interface FoldedProps<T> {
  readonly items: readonly T[];
  /** How many are shown before the rest is asked for. */
  readonly first: number;
  readonly children: (item: T) => ReactNode;
}

/** A long list, its beginning first; the rest is one press away and nothing is left out. */
export function Folded<T>({ items, first, children }: FoldedProps<T>) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const shown = open ? items : items.slice(0, first);
  return (
    <>
      <ul className="divide-y divide-line">{shown.map(children)}</ul>
      {shown.length < items.length && (
        <div className="pt-2">
          <Button look="quiet" size="small" onClick={() => setOpen(true)}>
            {t("showAll", { count: items.length })}
          </Button>
        </div>
      )}
    </>
  );
}
