import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { savedViewsQuery, useSavedViewChanges } from "../../api/savedViews.ts";
import { isFiltered, type Filters, type View } from "../../api/views.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { InlineError } from "../../ui/States.tsx";

interface SavedViewsProps {
  readonly view: View;
  readonly filters: Filters;
  readonly onClear: () => void;
}

/** The views that a person keeps by name, and keeping the present one. */
export function SavedViews({ view, filters, onClear }: SavedViewsProps) {
  const t = useTranslations("inbox");
  const { data } = useQuery(savedViewsQuery);
  const { save, remove } = useSavedViewChanges();
  const [name, setName] = useState<string | null>(null);
  const saved = data?.views ?? [];
  const refused = save.error ?? remove.error;
  if (saved.length === 0 && !isFiltered(filters) && refused === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {saved.length > 0 && (
        <ul aria-label={t("saved")} className="contents">
          {saved.map((one) => (
            <li key={one.name} className="inline-flex h-6 items-center rounded-full bg-sunken pl-2.5 text-xs text-ink-soft">
              <Link to="/" search={one.query} className="max-w-32 truncate hover:text-ink">
                {one.name}
              </Link>
              <button
                type="button"
                aria-label={t("removeView", { name: one.name })}
                onClick={() => remove.mutate(one.id)}
                className="grid size-6 place-items-center"
              >
                <Icon name="cross" className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isFiltered(filters) && (
        <>
          {name === null ? (
            <Button size="small" look="quiet" onClick={() => setName("")}>
              {t("saveView")}
            </Button>
          ) : (
            <form
              className="flex gap-1"
              onSubmit={(event) => {
                event.preventDefault();
                if (name.trim() !== "") save.mutate({ name: name.trim(), query: { view, ...filters } });
                setName(null);
              }}
            >
              <input
                aria-label={t("viewName")}
                maxLength={40}
                value={name}
                onChange={({ target }) => setName(target.value)}
                className="h-7 w-32 rounded-md border border-line-strong bg-surface px-2 text-xs text-ink"
              />
              <Button size="small" type="submit">
                {t("save")}
              </Button>
            </form>
          )}
          <Link to="/" search={{ view }} onClick={onClear} className="ml-auto text-xs text-ink-faint hover:text-ink">
            {t("clear")}
          </Link>
        </>
      )}
      {refused !== null && <InlineError error={refused} />}
    </div>
  );
}
