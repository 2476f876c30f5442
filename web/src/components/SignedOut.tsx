import type { ReactNode } from "react";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { Logo } from "../ui/Logo.tsx";

/** The page of somebody who is not signed in: how to get in, and nothing else. */
export function SignedOut({ children }: { readonly children?: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-sm rounded-xl border border-line bg-surface p-7 shadow-card">
        <div className="flex items-start justify-between">
          <Logo className="size-9" />
          <LanguageChoice />
        </div>
        <h1 className="mt-4 text-lg font-semibold tracking-tight">{children === undefined ? "You are signed out" : "Sign in to AI COO"}</h1>
        {children ?? (
          <div className="mt-2 space-y-3 text-ink-soft">
            <p>Ask for a one-time link on the computer that runs AI COO, and open it:</p>
            <pre className="overflow-x-auto rounded-md bg-sunken px-3 py-2 text-xs text-ink">npx ai-coo sign-in</pre>
            <p className="text-xs text-ink-faint">Every start of AI COO prints such a link too. It works once and for a short time.</p>
          </div>
        )}
      </div>
    </main>
  );
}
