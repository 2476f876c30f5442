import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Said } from "../../ui/Said.tsx";
import { ACTION_TYPES } from "#src/protocol/terms.ts";
import type { Fault, Faults, RuleDraft } from "./ruleDraft.ts";
import { DAYS } from "./ruleWords.ts";

const INPUT = "h-9 rounded-md border border-line-strong bg-surface px-2.5 text-base text-ink md:text-sm";

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly faults: Faults;
  /** That the hours go by; null where none is known. */
  readonly timezone: string | null;
  readonly onChange: (change: Partial<RuleDraft>) => void;
}

/** The lines that narrow a rule, each with what is wrong with it beside it. */
export function RuleFields({ draft, faults, timezone, onChange }: RuleFieldsProps) {
  const t = useTranslations("guardrails");
  const screen = useTranslations("screen");
  const toggled = <T,>(list: readonly T[], one: T): readonly T[] =>
    list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
  return (
    <>
      <Line label={t("form.name")} fault={faults.name}>
        {(of) => (
          <input
            {...of}
            maxLength={100}
            className={`${INPUT} w-full`}
            value={draft.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Line>
      <Group legend={t("form.types")} fault={faults.types}>
        <div className="grid gap-1.5 sm:grid-cols-2">
          {ACTION_TYPES.map((type) => (
            <Check
              key={type}
              label={screen(`types.${type}`)}
              isOn={draft.types.includes(type)}
              onToggle={() => onChange({ types: toggled(draft.types, type) })}
            />
          ))}
        </div>
      </Group>
      <div className="grid gap-4 sm:grid-cols-2">
        <Line label={t("form.maxRisk")}>
          {(of) => (
            <select
              {...of}
              className={`${INPUT} w-full`}
              value={draft.maxRisk}
              onChange={({ target }) => onChange({ maxRisk: target.value === "medium" ? "medium" : "low" })}
            >
              <option value="low">{screen("risks.low")}</option>
              <option value="medium">{screen("risks.medium")}</option>
            </select>
          )}
        </Line>
        <Line label={t("form.maxPerDay")} fault={faults.maxPerDay}>
          {(of) => (
            <input
              {...of}
              type="number"
              min={1}
              placeholder={t("noLimit")}
              className={`${INPUT} w-full placeholder:text-ink-faint`}
              value={draft.maxPerDay}
              onChange={({ target }) => onChange({ maxPerDay: target.value })}
            />
          )}
        </Line>
        <Line label={t("form.money")}>
          {(of) => (
            <select
              {...of}
              className={`${INPUT} w-full`}
              value={draft.money}
              onChange={({ target }) =>
                onChange({ money: (["any", "limit", "none"] as const).find((one) => one === target.value) ?? "limit" })
              }
            >
              {(["limit", "none", "any"] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`form.moneyIs.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Line>
        {draft.money === "limit" && (
          <Line label={t("form.maxAmount")} fault={faults.maxAmount}>
            {(of) => (
              <input
                {...of}
                type="number"
                min={0}
                step="any"
                className={`${INPUT} w-full`}
                value={draft.maxAmount}
                onChange={({ target }) => onChange({ maxAmount: target.value })}
              />
            )}
          </Line>
        )}
        <Line label={t("form.lastDay")} fault={faults.lastDay}>
          {(of) => (
            <input
              {...of}
              type="date"
              className={`${INPUT} w-full`}
              value={draft.lastDay}
              onChange={({ target }) => onChange({ lastDay: target.value })}
            />
          )}
        </Line>
      </div>
      <Check
        label={t("form.firstContacts")}
        isOn={draft.firstContacts}
        onToggle={() => onChange({ firstContacts: !draft.firstContacts })}
      />
      <Check
        label={t("form.hasHours", { timezone: timezone ?? "UTC" })}
        isOn={draft.hasHours}
        onToggle={() => onChange({ hasHours: !draft.hasHours })}
      />
      {draft.hasHours && (
        <Group legend={t("form.hours")} fault={faults.hours}>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {DAYS.map((day, index) => (
              <Check
                key={day}
                label={t(day)}
                isOn={draft.days.includes(index + 1)}
                onToggle={() => onChange({ days: toggled(draft.days, index + 1) })}
              />
            ))}
            {(["from", "to"] as const).map((end) => (
              <label key={end} className="flex items-center gap-2 text-xs">
                {t(`form.${end}`)}
                <input type="time" className={INPUT} value={draft[end]} onChange={({ target }) => onChange({ [end]: target.value })} />
              </label>
            ))}
          </div>
        </Group>
      )}
    </>
  );
}

/** What an input carries so that its name and what is wrong with it are read out. */
interface Described {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

function Line({
  label,
  fault,
  children,
}: {
  readonly label: string;
  readonly fault?: Fault | undefined;
  readonly children: (of: Described) => ReactNode;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs font-medium">
        {label}
      </label>
      {children({ id, "aria-invalid": fault !== undefined, "aria-describedby": fault === undefined ? undefined : `${id}-fault` })}
      <FaultWords id={`${id}-fault`} fault={fault} />
    </div>
  );
}

function Group({ legend, fault, children }: { readonly legend: string; readonly fault?: Fault | undefined; readonly children: ReactNode }) {
  const id = useId();
  return (
    <fieldset aria-describedby={fault === undefined ? undefined : id}>
      <legend className="mb-1.5 text-xs font-medium">{legend}</legend>
      {children}
      <FaultWords id={id} fault={fault} />
    </fieldset>
  );
}

function FaultWords({ id, fault }: { readonly id: string; readonly fault: Fault | undefined }) {
  const t = useTranslations("guardrails");
  if (fault === undefined) return null;
  return (
    <p id={id} role="alert" className="mt-1 text-xs text-bad">
      {typeof fault === "string" ? t(`fault.${fault}`) : <Said of={fault.said} />}
    </p>
  );
}

function Check({ label, isOn, onToggle }: { readonly label: string; readonly isOn: boolean; readonly onToggle: () => void }) {
  return (
    <label className="flex items-center gap-2">
      <input type="checkbox" className="size-4 accent-accent" checked={isOn} onChange={onToggle} />
      {label}
    </label>
  );
}
