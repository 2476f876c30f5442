import type { ReactNode } from "react";

interface SectionProps {
  readonly title: string;
  /** What stands at the right end of the heading: a count, a control. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a card. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="border-t border-line px-5 py-4 md:px-6">
      <div className="mb-2.5 flex min-h-5 items-center justify-between gap-3">
        <h3 className="text-xs font-semibold text-ink">{title}</h3>
        {aside !== undefined && <div className="text-xs text-ink-faint">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
