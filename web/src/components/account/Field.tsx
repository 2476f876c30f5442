import { useId, type ComponentProps } from "react";

interface FieldProps extends Omit<ComponentProps<"input">, "className" | "onChange" | "id"> {
  readonly label: string;
  readonly hint?: string;
  readonly onText: (text: string) => void;
}

/** An input with its name above it. */
export function Field({ label, hint, onText, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className="min-w-36 flex-1">
      <label htmlFor={id} className="block text-xs font-medium">
        {label}
      </label>
      <input
        id={id}
        className="mt-1 h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onText(event.target.value)}
        {...rest}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-2xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
