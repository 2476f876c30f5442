interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly name: Name; readonly label: string; readonly count?: number }[];
  readonly current: Name;
  readonly onChoose: (name: Name) => void;
}

/** A few views of one screen; buttons that are pressed, so that no panel has to be named. */
export function Tabs<Name extends string>({ label, tabs, current, onChoose }: TabsProps<Name>) {
  return (
    <fieldset aria-label={label} className="mb-4 inline-flex max-w-full overflow-x-auto rounded-lg bg-sunken p-0.5">
      {tabs.map(({ name, label: text, count }) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === current}
          onClick={() => onChoose(name)}
          className="h-8 rounded-md px-3 text-sm font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-card md:h-7"
        >
          {text}
          {count !== undefined && count > 0 && <span className="ml-1.5 text-xs text-ink-faint tabular-nums">{count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
