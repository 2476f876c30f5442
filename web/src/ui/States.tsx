import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { asApiError } from "../api/client.ts";
import { Button } from "./Button.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { Said } from "./Said.tsx";

/** Nothing to show, and why that is fine. */
export function Empty({ icon, title, children }: { readonly icon: IconName; readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-16 text-center">
      <span className="mb-3 grid size-10 place-items-center rounded-full bg-sunken text-ink-faint">
        <Icon name={icon} className="size-5" />
      </span>
      <p className="text-base font-medium text-ink">{title}</p>
      {children !== undefined && <div className="mt-1 text-ink-faint">{children}</div>}
    </div>
  );
}

/** What went wrong and what to do next. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useTranslations("common");
  const { message, next } = asApiError(error);
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center">
      <span className="mb-3 grid size-10 place-items-center rounded-full bg-bad-wash text-bad">
        <Icon name="alert" className="size-5" />
      </span>
      <p className="text-base font-medium text-ink">
        <Said of={message} />
      </p>
      {next !== undefined && (
        <p className="mt-1 text-ink-faint">
          <Said of={next} />
        </p>
      )}
      {onRetry !== undefined && (
        <div className="mt-4">
          <Button onClick={onRetry}>{t("tryAgain")}</Button>
        </div>
      )}
    </div>
  );
}

/** A quiet place-holder while something loads. */
export function Skeleton({ lines }: { readonly lines: number }) {
  const t = useTranslations("common");
  return (
    <output aria-label={t("loading")} className="block animate-pulse space-y-3 p-5">
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={`h-3.5 rounded bg-sunken ${index % 3 === 0 ? "w-2/5" : index % 3 === 1 ? "w-4/5" : "w-3/5"}`} />
      ))}
    </output>
  );
}

/** A refusal beside the control that was pressed. */
export function InlineError({ error }: { readonly error: unknown }) {
  const { message, next } = asApiError(error);
  return (
    <p role="alert" className="rounded-md bg-bad-wash px-3 py-2 text-xs text-bad">
      <Said of={message} /> {next !== undefined && <Said of={next} />}
    </p>
  );
}
