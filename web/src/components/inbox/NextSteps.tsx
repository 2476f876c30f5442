import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { DEFAULTS } from "#src/protocol/defaults.ts";
import { formatMoment } from "../../ui/format.ts";
import { hoursOf, writesToPeople } from "./words.ts";

interface NextStepsProps {
  readonly detail: ActionDetail;
  /** Whether the yes can be taken back for a moment: one that came by mail cannot. */
  readonly undoable?: boolean;
}

/** What follows a yes, step by step, and when. */
export function NextSteps({ detail, undoable = true }: NextStepsProps) {
  const t = useTranslations("action");
  const { action, notBefore, contactFrom } = detail;
  const hours = hoursOf(action);
  const steps = [
    ...(undoable ? [t("step.undo", { seconds: DEFAULTS.undoSeconds })] : []),
    ...(notBefore === null ? [] : [t("step.waits", { when: formatMoment(notBefore) })]),
    t("step.read", { count: action.revalidation_plan.checks.length }),
    `${writesToPeople(action) ? t("step.write", { count: action.external_effects.length }) : t("step.odoo")} ${
      writesToPeople(action) ? (hours === null ? t("step.hoursAny") : t("step.hours", hours)) : ""
    }${contactFrom === null ? "" : ` ${t("step.from", { when: formatMoment(contactFrom) })}`}`,
    t("step.record"),
  ];
  return (
    <ol className="space-y-1.5">
      {steps.map((step, index) => (
        <li key={step} className="flex items-baseline gap-2.5 text-ink-soft">
          <span
            aria-hidden="true"
            className="grid size-4.5 shrink-0 place-items-center rounded-full bg-sunken text-2xs tabular-nums text-ink-faint"
          >
            {index + 1}
          </span>
          <span className="min-w-0">{step}</span>
        </li>
      ))}
    </ol>
  );
}
