import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { PeopleView } from "#src/api/type.ts";
import { delegationsQuery, post } from "../../api/accounts.ts";
import { Button } from "../../ui/Button.tsx";
import { formatDayOf } from "../../ui/format.ts";
import { InlineError } from "../../ui/States.tsx";
import { Field } from "../account/Field.tsx";
import { Part } from "../account/Part.tsx";

/** Who stands in for whom, and handing over. */
export function Away({ members }: { readonly members: PeopleView["members"] }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const id = useId();
  const { data } = useQuery(delegationsQuery);
  const [to, setTo] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const renew = () => client.invalidateQueries({ queryKey: delegationsQuery.queryKey });
  const make = useMutation({
    mutationFn: () =>
      post("/ai-coo/delegations", {
        to,
        startsAt: new Date(`${from}T00:00`).toISOString(),
        endsAt: new Date(`${until}T23:59`).toISOString(),
      }),
    onSettled: renew,
  });
  const end = useMutation({ mutationFn: (one: string) => post(`/ai-coo/delegations/${one}/end`), onSettled: renew });
  const others = members.filter(({ you, role }) => !you && role !== "viewer");
  return (
    <Part title={t("away")} lead={t("awayLead")}>
      <ul className="divide-y divide-line">
        {(data?.delegations ?? []).map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate">
                {one.from.name} → {one.to.name}
              </span>
              <span className="block text-xs text-ink-faint">
                {formatDayOf(one.startsAt)} – {formatDayOf(one.endedAt ?? one.endsAt)} ({t(`states.${one.state}`)})
              </span>
            </span>
            {one.state !== "over" && (
              <Button size="small" busy={end.isPending} onClick={() => end.mutate(one.id)}>
                {t("endNow")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <div className="min-w-36 flex-1">
          <label htmlFor={id} className="block text-xs font-medium">
            {t("standIn")}
          </label>
          <select
            id={id}
            required
            value={to}
            onChange={(event) => setTo(event.target.value)}
            className="mt-1 h-9 w-full rounded-md border border-line-strong bg-surface px-2 text-sm"
          >
            <option value="">–</option>
            {others.map(({ userId, name }) => (
              <option key={userId} value={userId}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Field label={t("from")} type="date" value={from} onText={setFrom} required />
        <Field label={t("until")} type="date" value={until} onText={setUntil} required />
        <Button type="submit" size="large" busy={make.isPending}>
          {t("handOver")}
        </Button>
      </form>
      {make.isError && <InlineError error={make.error} />}
      {end.isError && <InlineError error={end.error} />}
    </Part>
  );
}
