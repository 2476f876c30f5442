import { Bar, BarChart, CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatDay, formatShortDay, formatMoney, formatNumber } from "../../ui/format.ts";

/*
 * Loaded only by the overview. Each chart is decoration for the eye: its numbers stand in a table beside it, for everybody else and
 * for whoever wants them exactly.
 */

const AXIS = { fontSize: 11, fill: "var(--ink-faint)" } as const;
const TIP = {
  contentStyle: {
    background: "var(--surface)",
    border: "1px solid var(--line-strong)",
    borderRadius: 8,
    fontSize: 12,
    color: "var(--ink)",
  },
  labelStyle: { color: "var(--ink)" },
  cursor: { fill: "var(--hover)" },
  isAnimationActive: false,
} as const;

const short = (value: number): string => formatNumber(value, { notation: "compact", maximumFractionDigits: 1 });
const dayOf = (value: unknown): string => (typeof value === "string" ? formatDay(value) : "");
const shortDay = (value: unknown): string => (typeof value === "string" ? formatShortDay(value) : "");

/** Names in the colour of text: that of their bar may be too pale to read. */
const inked = (name: unknown) => <span className="text-ink-soft">{String(name)}</span>;

interface MoneyBarsProps {
  readonly rows: readonly { readonly name: string; readonly amount: number }[];
  readonly currency: string;
  readonly label: string;
}

/** Amounts of one currency, a line each: names of any length have room at the left, on a phone too. */
export function MoneyBars({ rows, currency, label }: MoneyBarsProps) {
  const money = (value: unknown): string => formatMoney({ amount: Number(value), currency }, { whole: true });
  return (
    <ResponsiveContainer width="100%" height={Math.max(140, rows.length * 38 + 30)}>
      <BarChart data={[...rows]} layout="vertical" margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" horizontal={false} />
        <XAxis type="number" tick={AXIS} tickLine={false} axisLine={false} tickFormatter={short} />
        <YAxis type="category" dataKey="name" tick={AXIS} tickLine={false} axisLine={false} interval={0} width={104} />
        <Tooltip {...TIP} formatter={(value) => money(value)} />
        <Bar dataKey="amount" name={label} fill="var(--accent)" radius={[0, 4, 4, 0]} maxBarSize={44} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface HistoryProps {
  readonly days: readonly { readonly day: string; readonly cash: number; readonly receivables: number; readonly overdue: number }[];
  readonly currency: string;
  readonly names: { readonly cash: string; readonly receivables: string; readonly overdue: string };
}

/** Amounts of one currency over time. */
export function History({ days, currency, names }: HistoryProps) {
  const line = { type: "monotone", strokeWidth: 2, dot: false, isAnimationActive: false } as const;
  return (
    <ResponsiveContainer width="100%" height={200}>
      <LineChart data={[...days]} margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="day" tick={AXIS} tickLine={false} axisLine={false} tickFormatter={shortDay} minTickGap={24} />
        <YAxis tick={AXIS} tickLine={false} axisLine={false} tickFormatter={short} width={44} />
        <Tooltip {...TIP} labelFormatter={dayOf} formatter={(value) => formatMoney({ amount: Number(value), currency }, { whole: true })} />
        <Legend iconType="plainline" wrapperStyle={{ fontSize: 12 }} formatter={inked} />
        <Line {...line} dataKey="cash" name={names.cash} stroke="var(--accent)" />
        <Line {...line} dataKey="receivables" name={names.receivables} stroke="var(--good)" />
        <Line {...line} dataKey="overdue" name={names.overdue} stroke="var(--bad)" strokeDasharray="5 3" />
      </LineChart>
    </ResponsiveContainer>
  );
}

interface WorkProps {
  readonly days: readonly { readonly day: string; readonly proposed: number; readonly done: number; readonly notDone: number }[];
  readonly names: { readonly proposed: string; readonly done: string; readonly notDone: string };
}

/** What was proposed and what came to its end, by day. */
export function Work({ days, names }: WorkProps) {
  const bar = { maxBarSize: 18, isAnimationActive: false } as const;
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart data={[...days]} margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="day" tick={AXIS} tickLine={false} axisLine={false} tickFormatter={shortDay} minTickGap={24} />
        <YAxis tick={AXIS} tickLine={false} axisLine={false} allowDecimals={false} width={32} />
        <Tooltip {...TIP} labelFormatter={dayOf} />
        <Legend wrapperStyle={{ fontSize: 12 }} formatter={inked} />
        <Bar {...bar} dataKey="proposed" name={names.proposed} fill="var(--accent)" radius={[3, 3, 0, 0]} />
        <Bar {...bar} dataKey="done" name={names.done} stackId="ended" fill="var(--good)" />
        <Bar {...bar} dataKey="notDone" name={names.notDone} stackId="ended" fill="var(--warn)" radius={[3, 3, 0, 0]} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface TrendProps {
  readonly points: readonly { readonly day: string; readonly value: number }[];
  readonly name: string;
  /** How a value is written, whole and on the axis. */
  readonly format: (value: number) => string;
  readonly axis?: (value: number) => string;
}

/** One figure over time. */
export function Trend({ points, name, format, axis = short }: TrendProps) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      <LineChart data={[...points]} margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="day" tick={AXIS} tickLine={false} axisLine={false} tickFormatter={shortDay} minTickGap={24} />
        <YAxis tick={AXIS} tickLine={false} axisLine={false} tickFormatter={axis} width={44} />
        <Tooltip {...TIP} labelFormatter={dayOf} formatter={(value) => format(Number(value))} />
        <Line type="monotone" dataKey="value" name={name} stroke="var(--accent)" strokeWidth={2} dot={false} isAnimationActive={false} />
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Also of what is less than one. */
const fine = (value: number): string => formatNumber(value, { notation: "compact", maximumSignificantDigits: 2 });

/** An amount a day. */
export function DailyBars({ points, name, format, axis = fine }: TrendProps) {
  return (
    <ResponsiveContainer width="100%" height={200}>
      <BarChart data={[...points]} margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="day" tick={AXIS} tickLine={false} axisLine={false} tickFormatter={shortDay} minTickGap={24} />
        <YAxis tick={AXIS} tickLine={false} axisLine={false} tickFormatter={axis} width={52} />
        <Tooltip {...TIP} labelFormatter={dayOf} formatter={(value) => format(Number(value))} />
        <Bar dataKey="value" name={name} fill="var(--accent)" radius={[3, 3, 0, 0]} maxBarSize={28} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface CountBarsProps {
  readonly rows: readonly { readonly name: string; readonly count: number }[];
  readonly label: string;
}

/** Numbers of things, a line each. */
export function CountBars({ rows, label }: CountBarsProps) {
  return (
    <ResponsiveContainer width="100%" height={Math.max(140, rows.length * 34 + 30)}>
      <BarChart data={[...rows]} layout="vertical" margin={{ top: 4, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" horizontal={false} />
        <XAxis type="number" tick={AXIS} tickLine={false} axisLine={false} allowDecimals={false} />
        <YAxis type="category" dataKey="name" tick={AXIS} tickLine={false} axisLine={false} interval={0} width={132} />
        <Tooltip {...TIP} />
        <Bar dataKey="count" name={label} fill="var(--accent)" radius={[0, 4, 4, 0]} maxBarSize={36} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
