import type { ComponentProps, ReactNode } from "react";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:not-disabled:bg-accent-hover shadow-card",
  plain: "bg-surface text-ink border border-line-strong hover:not-disabled:bg-hover",
  danger: "bg-surface text-bad border border-line-strong hover:not-disabled:bg-bad-wash",
  quiet: "text-ink-soft hover:not-disabled:bg-hover hover:not-disabled:text-ink",
} as const;

export interface ButtonProps extends Omit<ComponentProps<"button">, "type" | "className"> {
  readonly look?: keyof typeof LOOKS;
  readonly size?: "small" | "normal" | "large";
  /** True while what it began is under way: it cannot be pressed and says so. */
  readonly busy?: boolean;
  readonly type?: "button" | "submit";
  readonly children: ReactNode;
  readonly grow?: boolean;
}

const SIZES = { small: "h-7 px-2 text-xs gap-1.5", normal: "h-8 px-3 text-sm gap-2", large: "h-9 px-4 text-sm gap-2" } as const;

export function Button({
  look = "plain",
  size = "normal",
  busy = false,
  type = "button",
  grow = false,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy}
      className={`inline-flex items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 ${LOOKS[look]} ${SIZES[size]} ${grow ? "flex-1" : ""}`}
      {...rest}
    >
      {children}
    </button>
  );
}
