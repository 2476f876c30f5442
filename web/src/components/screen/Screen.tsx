import type { ReactNode } from "react";

interface ScreenProps {
  readonly title: string;
  readonly lead: string;
  /** Beside the heading: what can be done with the whole screen. */
  readonly tools?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A screen beside the inbox: a heading, a sentence on what it is for, its tools, the content. */
export function Screen({ title, lead, tools, wide = false, children }: ScreenProps) {
  return (
    <main className="flex-1 overflow-y-auto">
      <div className={`mx-auto px-4 py-5 md:px-8 md:py-8 ${wide ? "max-w-6xl" : "max-w-3xl"}`}>
        <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3 md:flex-nowrap">
          <div className="min-w-0">
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            <p className="mt-1 text-ink-faint">{lead}</p>
          </div>
          {tools !== undefined && <div className="flex shrink-0 flex-wrap items-center gap-2">{tools}</div>}
        </div>
        {children}
      </div>
    </main>
  );
}

/** A part of a screen that stands for itself. */
export function Panel({ title, aside, children }: { readonly title?: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="rounded-xl border border-line bg-surface p-4 shadow-card md:p-5">
      {(title !== undefined || aside !== undefined) && (
        <div className="mb-3 flex min-h-6 flex-wrap items-center justify-between gap-x-3 gap-y-1">
          {title !== undefined && <h2 className="text-sm font-semibold">{title}</h2>}
          {aside !== undefined && <div className="text-xs text-ink-faint">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
