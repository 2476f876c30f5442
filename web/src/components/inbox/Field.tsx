import { useId } from "react";

export type FieldKind = "line" | "text" | "day" | "moment";

interface FieldProps {
  readonly label: string;
  readonly kind: FieldKind;
  readonly most: number;
  readonly required: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const LOOK = "block w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink";

/** One thing to write or choose in a form. */
export function Field({ label, kind, most, required, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-ink">
        {label}
      </label>
      {kind === "text" ? (
        <textarea
          id={id}
          rows={12}
          maxLength={most}
          required={required}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={`${LOOK} resize-y`}
        />
      ) : (
        <input
          id={id}
          type={kind === "day" ? "date" : kind === "moment" ? "datetime-local" : "text"}
          maxLength={kind === "line" ? most : undefined}
          required={required}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={LOOK}
        />
      )}
    </div>
  );
}
