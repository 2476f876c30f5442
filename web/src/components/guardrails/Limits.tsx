import { useTranslations } from "use-intl/react";
import type { GuardrailsView } from "#src/api/type.ts";
import { ACTION_TYPES } from "#src/protocol/terms.ts";
import { Field } from "../screen/Field.tsx";
import { useRefusal } from "../screen/rights.tsx";
import { Panel } from "../screen/Screen.tsx";
import type { Settings } from "./ruleWords.ts";

const RISKS = ["low", "medium", "high", "critical"] as const;
type TypeSettings = NonNullable<Settings["actionTypes"][(typeof ACTION_TYPES)[number]]>;
const USUAL: TypeSettings = { mode: "propose", minApprovals: null, blockAbove: null };

interface LimitsProps {
  readonly settings: Settings;
  /** How many people each risk takes now, as the server counts those who may decide. */
  readonly peopleNeeded: GuardrailsView["peopleNeeded"];
  readonly onChange: (settings: Settings) => void;
}

/** How many people each risk needs, from where risk is high, and what is never proposed or never allowed. */
export function Limits({ settings, peopleNeeded, onChange }: LimitsProps) {
  const t = useTranslations("guardrails");
  const screen = useTranslations("screen");
  const isLocked = useRefusal("govern") !== null;
  const { autoApproval, minApprovals, risk, actionTypes } = settings;
  const setType = (type: (typeof ACTION_TYPES)[number], change: Partial<TypeSettings>): void =>
    onChange({ ...settings, actionTypes: { ...actionTypes, [type]: { ...USUAL, ...actionTypes[type], ...change } } });
  const setPeople = (level: (typeof RISKS)[number], people: number | null): void =>
    onChange({ ...settings, minApprovals: { ...minApprovals, [level]: people } });
  return (
    <Panel title={t("limits")}>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={autoApproval.enabled}
          disabled={isLocked}
          onChange={({ target }) => onChange({ ...settings, autoApproval: { ...autoApproval, enabled: target.checked } })}
        />
        {t("enabled")}
      </label>
      <fieldset className="mt-4" disabled={isLocked}>
        <legend className="mb-2 text-xs font-medium">{t("approvals")}</legend>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {RISKS.map((level) => (
            <Field
              key={level}
              label={t(`atRisk.${level}`)}
              type="number"
              min={1}
              max={5}
              placeholder={level === "high" ? String(peopleNeeded.high) : ""}
              value={minApprovals[level] ?? ""}
              onChange={({ target: { value } }) => setPeople(level, level === "high" && value === "" ? null : Number(value))}
            />
          ))}
        </div>
        <p className="mt-1.5 text-xs text-ink-faint">
          {t("fourEyes")}
          {minApprovals.high === null && ` ${t("fourEyesNow", { people: peopleNeeded.high })}`}
        </p>
      </fieldset>
      <fieldset className="mt-4 grid gap-3 sm:grid-cols-3" disabled={isLocked}>
        <legend className="sr-only">{t("limits")}</legend>
        {(["highAmount", "criticalAmount", "manyRecipients"] as const).map((limit) => (
          <Field
            key={limit}
            label={t(limit)}
            type="number"
            min={1}
            step="any"
            value={risk[limit]}
            onChange={({ target }) => onChange({ ...settings, risk: { ...risk, [limit]: Number(target.value) } })}
          />
        ))}
      </fieldset>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable without a mouse */}
      <section aria-label={t("types")} tabIndex={0} className="mt-5 overflow-x-auto">
        <table className="w-full text-left">
          <caption className="mb-2 text-left text-xs font-medium">{t("types")}</caption>
          <thead className="text-xs text-ink-faint">
            <tr>
              <th scope="col" className="py-1 pr-3 font-medium">
                {t("kind")}
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                {t("modeHead")}
              </th>
              <th scope="col" className="py-1 font-medium">
                {t("blockHead")}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {ACTION_TYPES.map((type) => {
              const { mode, blockAbove } = actionTypes[type] ?? USUAL;
              return (
                <tr key={type}>
                  <th scope="row" className="py-1.5 pr-3 font-normal">
                    {screen(`types.${type}`)}
                  </th>
                  <td className="py-1.5 pr-3">
                    <select
                      aria-label={t("mode", { type: screen(`types.${type}`) })}
                      className="h-8 rounded-md border border-line-strong bg-surface px-2 disabled:opacity-55"
                      value={mode}
                      disabled={isLocked}
                      onChange={({ target }) => setType(type, { mode: target.value === "off" ? "off" : "propose" })}
                    >
                      <option value="propose">{t("propose")}</option>
                      <option value="off">{t("off")}</option>
                    </select>
                  </td>
                  <td className="py-1.5">
                    <input
                      aria-label={t("blockAbove", { type: screen(`types.${type}`) })}
                      type="number"
                      min={1}
                      step="any"
                      placeholder={t("noLimit")}
                      className="h-8 w-28 rounded-md border border-line-strong bg-surface px-2 placeholder:text-ink-faint disabled:opacity-55"
                      value={blockAbove ?? ""}
                      disabled={isLocked}
                      onChange={({ target }) => setType(type, { blockAbove: target.value === "" ? null : Number(target.value) })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
