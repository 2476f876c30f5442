import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { PreferencesView } from "#src/api/type.ts";
import { RISK_LEVELS } from "#src/protocol/terms.ts";
import { preferencesQuery, savePreferences } from "../../api/notifications.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { Select } from "./Select.tsx";

type Settings = PreferencesView["settings"];
type Risk = keyof Settings["risks"];

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, "0")}:00` }));

/** By which ways and when somebody is told, for each risk. */
export function WaysForm({ preferences }: { readonly preferences: PreferencesView }) {
  const t = useTranslations("notifications");
  const client = useQueryClient();
  const [settings, setSettings] = useState(preferences.settings);
  const [timezone, setTimezone] = useState(preferences.timezone ?? "");
  const save = useMutation({
    mutationFn: () => savePreferences({ settings, timezone: timezone === "" ? null : timezone }),
    onSuccess: (saved) => client.setQueryData(preferencesQuery.queryKey, saved),
  });
  const change = (risk: Risk, way: Partial<Settings["risks"][Risk]>): void => {
    save.reset();
    setSettings({ ...settings, risks: { ...settings.risks, [risk]: { ...settings.risks[risk], ...way } } });
  };
  const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-ink-faint">
          <tr>
            <th className="py-1.5 pr-3 font-medium">{t("risk")}</th>
            <th className="py-1.5 pr-3 font-medium whitespace-nowrap">{t("email")}</th>
            <th className="py-1.5 pr-3 font-medium">{t("sms")}</th>
            <th className="py-1.5 font-medium">{t("when")}</th>
          </tr>
        </thead>
        <tbody>
          {RISK_LEVELS.map((risk) => (
            <tr key={risk} className="border-t border-line">
              <th scope="row" className="py-2 pr-3 font-medium">
                {t(`risks.${risk}`)}
              </th>
              <td>
                <Tick
                  label={t("emailFor", { risk: t(`risks.${risk}`) })}
                  checked={settings.risks[risk].email}
                  onChange={(email) => change(risk, { email })}
                />
              </td>
              <td>
                <Tick
                  label={t("smsFor", { risk: t(`risks.${risk}`) })}
                  checked={settings.risks[risk].sms}
                  onChange={(sms) => change(risk, { sms })}
                />
              </td>
              <td className="py-1.5">
                <Select
                  label={t("whenFor", { risk: t(`risks.${risk}`) })}
                  isLabelHidden
                  value={settings.risks[risk].when}
                  options={[
                    { value: "at_once", label: t("atOnce") },
                    { value: "digest", label: t("digest") },
                  ]}
                  onChange={(when) => change(risk, { when: when === "digest" ? "digest" : "at_once" })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-4 grid gap-3 md:grid-cols-3">
        <Select
          label={t("digestHour")}
          value={String(settings.digestHour)}
          options={HOURS}
          onChange={(hour) => setSettings({ ...settings, digestHour: Number(hour) })}
        />
        <Select
          label={t("timezone")}
          value={timezone}
          options={[{ value: "", label: t("timezoneOfOrganisation") }, ...zones]}
          onChange={setTimezone}
        />
        <Select
          label={t("language")}
          value={settings.language}
          options={[
            { value: "en", label: t("english") },
            { value: "fr", label: t("french") },
          ]}
          onChange={(language) => setSettings({ ...settings, language: language === "fr" ? "fr" : "en" })}
        />
      </div>
      <div className="mt-4 flex items-center gap-3">
        <Button type="submit" look="primary" size="large" busy={save.isPending}>
          {t("save")}
        </Button>
        {save.isSuccess && <output className="text-good">{t("saved")}</output>}
      </div>
      {save.isError && (
        <div className="mt-3">
          <InlineError error={save.error} />
        </div>
      )}
    </form>
  );
}

function Tick({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="inline-flex size-9 items-center">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-[var(--accent)]"
      />
      <span className="sr-only">{label}</span>
    </label>
  );
}
