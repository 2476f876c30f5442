import { useTranslations } from "use-intl/react";
import { formatLocale } from "../../i18n/locale.ts";
import { formatDay, formatNumber } from "../../ui/format.ts";
import { monthName, weekdayNames, weeksOf, type Month } from "./days.ts";

interface MonthGridProps {
  readonly month: Month;
  readonly today: string;
  readonly contacted: ReadonlyMap<string, number>;
  readonly planned: ReadonlyMap<string, number>;
  readonly chosen: string | null;
  readonly onChoose: (day: string) => void;
}

/** A month at a glance: on which days somebody was contacted and will be. */
export function MonthGrid({ month, today, contacted, planned, chosen, onChoose }: MonthGridProps) {
  const t = useTranslations("outreach");
  const names = weekdayNames(formatLocale());
  const title = monthName(month, formatLocale());
  return (
    <table className="w-full table-fixed border-separate border-spacing-0.5" aria-label={t("calendar", { month: title })}>
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" className="pb-1 text-center text-2xs font-medium text-ink-faint">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((day, place) => (
              <td key={day ?? place} className="p-0 align-top">
                {day !== null && (
                  <Day
                    day={day}
                    isToday={day === today}
                    isChosen={day === chosen}
                    contacted={contacted.get(day) ?? 0}
                    planned={planned.get(day) ?? 0}
                    onChoose={onChoose}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  readonly day: string;
  readonly isToday: boolean;
  readonly isChosen: boolean;
  readonly contacted: number;
  readonly planned: number;
  readonly onChoose: (day: string) => void;
}

function Day({ day, isToday, isChosen, contacted, planned, onChoose }: DayProps) {
  const t = useTranslations("outreach");
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(day)}
      className={`flex h-12 w-full flex-col items-center gap-0.5 rounded-md border p-1 text-xs tabular-nums -outline-offset-2 hover:bg-hover md:h-16 md:items-start md:p-1.5 ${
        isChosen ? "border-accent bg-accent-wash" : "border-transparent bg-sunken"
      }`}
    >
      <span className="sr-only">{t("dayContacts", { day: formatDay(day), contacted, planned })}</span>
      <span aria-hidden="true" className={isToday ? "rounded-full bg-accent px-1.5 font-semibold text-on-accent" : "px-1 text-ink-soft"}>
        {Number(day.slice(8))}
      </span>
      <span className="flex flex-wrap gap-1 text-2xs leading-4" aria-hidden="true">
        {contacted > 0 && <span className="rounded bg-good-wash px-1 text-good">{formatNumber(contacted)}</span>}
        {planned > 0 && <span className="rounded border border-line-strong bg-surface px-1 text-ink-soft">{formatNumber(planned)}</span>}
      </span>
    </button>
  );
}
