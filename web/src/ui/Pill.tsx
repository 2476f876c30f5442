import type { ReactNode } from "react";

const TONES = {
  neutral: "bg-sunken text-ink-soft",
  accent: "bg-accent-wash text-accent-ink",
  good: "bg-good-wash text-good",
  warn: "bg-warn-wash text-warn",
  bad: "bg-bad-wash text-bad",
} as const;

export type Tone = keyof typeof TONES;

/** A small labelled state; the words carry the meaning, the colour only repeats it. */
export function Pill({ tone = "neutral", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`inline-flex h-5 items-center gap-1 rounded-full px-2 text-2xs font-medium whitespace-nowrap ${TONES[tone]}`}>
      {children}
    </span>
  );
}
