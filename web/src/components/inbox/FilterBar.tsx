import { useNavigate } from "@tanstack/react-router";
import { useRef, useState, type RefObject } from "react";
import { useTranslations } from "use-intl/react";
import { ACTION_TYPES, RISK_LEVELS } from "#src/protocol/terms.ts";
import { filtersOf, type Filters, type View } from "../../api/views.ts";
import { Icon } from "../../ui/Icon.tsx";
import { SavedViews } from "./SavedViews.tsx";

/** How long a person who types is waited for, in milliseconds. */
const TYPING_MS = 250;

const SELECT = "h-8 min-w-0 flex-1 rounded-md border border-line bg-surface px-1.5 text-xs text-ink-soft";

interface FilterBarProps {
  readonly view: View;
  readonly filters: Filters;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Search, kind, risk, and the views that a person keeps. What is chosen stands in the address. */
export function FilterBar({ view, filters, searchField }: FilterBarProps) {
  const t = useTranslations("inbox");
  const words = useTranslations("action");
  const navigate = useNavigate();
  const change = (next: Readonly<Record<string, unknown>>): void => {
    void navigate({ to: "/", search: { view, ...filtersOf({ ...filters, ...next }) }, replace: true });
  };
  const [text, setText] = useState(filters.search ?? "");
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (typed: string): void => {
    setText(typed);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => change({ search: typed.trim() }), TYPING_MS);
  };
  return (
    <div className="shrink-0 space-y-2 border-b border-line px-3 py-2.5">
      <div className="relative">
        <Icon name="search" className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" />
        <input
          ref={searchField}
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          className="h-8 w-full rounded-md border border-line bg-sunken pr-2 pl-8 text-sm text-ink placeholder:text-ink-faint"
        />
      </div>
      <div className="flex gap-2">
        <select
          aria-label={t("kind")}
          className={SELECT}
          value={filters.type ?? ""}
          onChange={({ target }) => change({ type: target.value })}
        >
          <option value="">{t("anyKind")}</option>
          {ACTION_TYPES.map((type) => (
            <option key={type} value={type}>
              {words(`types.${type}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t("risk")}
          className={SELECT}
          value={filters.risk ?? ""}
          onChange={({ target }) => change({ risk: target.value })}
        >
          <option value="">{t("anyRisk")}</option>
          {RISK_LEVELS.map((level) => (
            <option key={level} value={level}>
              {words(`risks.${level}`)}
            </option>
          ))}
        </select>
      </div>
      <SavedViews view={view} filters={filters} onClear={() => setText("")} />
    </div>
  );
}
