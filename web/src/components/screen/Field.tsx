import { useId, type ComponentProps, type ReactNode } from "react";

const BOX =
  "block h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-base text-ink placeholder:text-ink-faint disabled:opacity-55 md:h-8 md:text-sm";

interface FieldProps extends Omit<ComponentProps<"input">, "className" | "id"> {
  readonly label: string;
  readonly hint?: string;
}

/** A labelled line to write in. */
export function Field({ label, hint, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-ink">
        {label}
      </label>
      <input id={id} className={BOX} {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })} {...rest} />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-2xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps extends Omit<ComponentProps<"select">, "className" | "id"> {
  readonly label: string;
  readonly children: ReactNode;
}

/** A labelled choice of one. */
export function Choice({ label, children, ...rest }: ChoiceProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-ink">
        {label}
      </label>
      <select id={id} className={BOX} {...rest}>
        {children}
      </select>
    </div>
  );
}
