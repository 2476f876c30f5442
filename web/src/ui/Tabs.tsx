import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly name: string; readonly panel: ReactNode }[];
}

/** How far a key goes among the tabs; `Home` and `End` go to the ends. */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** One of several panels at a time. One tab is in the order of Tab, arrows go on from it; a panel that is not chosen is not there. */
export function Tabs({ label, tabs }: TabsProps) {
  const id = useId();
  const [chosen, choose] = useState(0);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = STEPS[event.key]?.(chosen, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    buttons.current[next]?.focus();
  };
  return (
    <div className="border-t border-line">
      <div role="tablist" aria-label={label} className="flex gap-1 border-b border-line px-2">
        {tabs.map(({ name }, at) => (
          <button
            key={name}
            ref={(button) => void (buttons.current[at] = button)}
            type="button"
            role="tab"
            id={`${id}-tab-${at}`}
            aria-selected={at === chosen}
            aria-controls={at === chosen ? `${id}-panel` : undefined}
            tabIndex={at === chosen ? 0 : -1}
            onClick={() => choose(at)}
            onKeyDown={onKeyDown}
            className="-mb-px h-8 border-b-2 border-transparent px-2.5 text-xs font-medium text-ink-faint hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${chosen}`} tabIndex={0}>
        {tabs[chosen]?.panel}
      </div>
    </div>
  );
}
