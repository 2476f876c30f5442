import type { ReactNode } from "react";

interface PageProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** A page with one column: a heading, a sentence on what it is for, the content. */
export function Page({ title, lead, children }: PageProps) {
  return (
    <main className="flex-1 overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-5 md:px-8 md:py-8">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-1 mb-5 text-ink-faint">{lead}</div>
        {children}
      </div>
    </main>
  );
}
