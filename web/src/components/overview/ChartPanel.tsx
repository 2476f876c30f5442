import { lazy, Suspense, type ComponentProps, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Panel } from "../screen/Screen.tsx";

export const MoneyBars = lazy(async () => ({ default: (await import("./charts.tsx")).MoneyBars }));
export const History = lazy(async () => ({ default: (await import("./charts.tsx")).History }));
export const Work = lazy(async () => ({ default: (await import("./charts.tsx")).Work }));
export const Trend = lazy(async () => ({ default: (await import("./charts.tsx")).Trend }));
export const DailyBars = lazy(async () => ({ default: (await import("./charts.tsx")).DailyBars }));
export const CountBars = lazy(async () => ({ default: (await import("./charts.tsx")).CountBars }));

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly right?: boolean;
}

interface ChartPanelProps<Row> {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What stands in the place of the chart where there is none to draw. */
  readonly instead?: string | undefined;
  readonly children: ReactNode;
}

/** A chart with its numbers in a table behind it. */
export function ChartPanel<Row>({ title, aside, rows, columns, keyOf, instead, children }: ChartPanelProps<Row>) {
  const t = useTranslations("screen");
  return (
    <Panel title={title} aside={aside}>
      {instead === undefined ? (
        <div aria-hidden="true" className="min-h-36">
          <Suspense fallback={<div className="h-48 animate-pulse rounded bg-sunken" />}>{children}</Suspense>
        </div>
      ) : (
        <p className="py-6 text-ink-faint">{instead}</p>
      )}
      {rows.length > 0 && (
        <details className="mt-2">
          <summary className="cursor-pointer text-xs font-medium text-ink-soft">{t("asTable")}</summary>
          <div className="mt-2">
            <Table label={title} rows={rows} columns={columns} keyOf={keyOf} />
          </div>
        </details>
      )}
    </Panel>
  );
}

/** A table that scrolls in its own place when it is wider than the screen. */
export function Table<Row>({
  label,
  rows,
  columns,
  keyOf,
}: Pick<ChartPanelProps<Row>, "rows" | "columns" | "keyOf"> & { readonly label: string }) {
  return (
    <Scrolling label={label}>
      <table className="w-full text-left text-xs">
        <thead className="text-ink-faint">
          <tr className="border-b border-line">
            {columns.map(({ title, right = false }) => (
              <th key={title} scope="col" className={`py-1.5 pr-4 font-medium last:pr-0 ${right ? "text-right" : ""}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell, right = false }) => (
                <td key={title} className={`py-1.5 pr-4 align-top last:pr-0 ${right ? "text-right whitespace-nowrap tabular-nums" : ""}`}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Scrolling({ label, ...rest }: { readonly label: string } & ComponentProps<"section">) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable without a mouse
  return <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto" {...rest} />;
}
