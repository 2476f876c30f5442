import type { ReactNode } from "react";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { Logo } from "../ui/Logo.tsx";

/** The page of somebody who is not signed in: how to get in, and nothing else. */
export function SignedOut({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-7 shadow-card">
        <div className="flex items-start justify-between">
          <Logo className="size-9" />
          <LanguageChoice />
        </div>
        <h1 className="mt-4 text-lg font-semibold tracking-tight">{title}</h1>
        <div className="mt-3 space-y-4">{children}</div>
      </div>
    </main>
  );
}
