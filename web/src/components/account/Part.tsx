import type { ReactNode } from "react";

/** A titled part of a page of settings. */
export function Part({ title, lead, children }: { readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  return (
    <section className="mb-4 rounded-xl border border-line bg-surface px-5 py-4 shadow-card md:px-6">
      <h2 className="text-base font-semibold">{title}</h2>
      {lead !== undefined && <p className="mt-0.5 text-ink-faint">{lead}</p>}
      <div className="mt-3 space-y-3">{children}</div>
    </section>
  );
}
