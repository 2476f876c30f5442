import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { EscalationView } from "#src/api/type.ts";
import { escalationQuery, saveEscalation } from "../../api/notifications.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { InlineError } from "../../ui/States.tsx";
import { GuardedButton, RightsNote, useRefusal } from "../screen/rights.tsx";
import { Select } from "./Select.tsx";

/** Who is asked one after the other where nobody decides: shown to everybody, set by owners and admins. */
export function EscalationForm({ escalation }: { readonly escalation: EscalationView }) {
  const t = useTranslations("notifications");
  const client = useQueryClient();
  const mayNot = useRefusal("govern") !== null;
  // what was shown first: what somebody else saves meanwhile is not written over
  const [seen, setSeen] = useState(escalation.settings);
  const [line, setLine] = useState(escalation.settings.line);
  const [hours, setHours] = useState(String(escalation.settings.escalateAfterHours));
  const hoursId = useId();
  const save = useMutation({
    mutationFn: () => saveEscalation({ settings: { line, escalateAfterHours: Number(hours) }, seen }),
    onSuccess: (saved) => {
      setSeen(saved.settings);
      client.setQueryData(escalationQuery.queryKey, saved);
    },
  });
  const change = (next: string[]): void => {
    save.reset();
    setLine(next);
  };
  const { approvers } = escalation;
  const nameOf = (userId: string): string => approvers.find((one) => one.userId === userId)?.name ?? userId;
  const owners = approvers
    .filter(({ isOwner }) => isOwner)
    .map(({ name }) => name)
    .join(", ");
  const left = approvers.filter(({ userId }) => !line.includes(userId));
  const after = (turn: number): number => turn * (Number(hours) || 0);
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <RightsNote right="govern" />
      {line.length === 0 ? (
        <p>{t("escalation.everybody", { hours: after(1), owners })}</p>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line">
          {line.map((userId, turn) => (
            <li key={userId} className="flex items-center gap-2 px-3 py-1.5">
              <span className="w-5 shrink-0 text-ink-faint tabular-nums">{turn + 1}</span>
              <span className="min-w-0 flex-1 break-words">
                {turn === 0
                  ? t("escalation.first", { name: nameOf(userId) })
                  : t("escalation.next", { name: nameOf(userId), hours: after(turn) })}
              </span>
              {!mayNot && turn > 0 && (
                <Button
                  look="quiet"
                  size="small"
                  aria-label={t("escalation.earlier", { name: nameOf(userId) })}
                  title={t("escalation.earlier", { name: nameOf(userId) })}
                  onClick={() => change(line.toSpliced(turn - 1, 2, userId, line[turn - 1]!))}
                >
                  <Icon name="arrow" className="size-4 -rotate-90" />
                </Button>
              )}
              {!mayNot && (
                <Button
                  look="quiet"
                  size="small"
                  aria-label={t("escalation.remove", { name: nameOf(userId) })}
                  title={t("escalation.remove", { name: nameOf(userId) })}
                  onClick={() => change(line.filter((one) => one !== userId))}
                >
                  <Icon name="cross" />
                </Button>
              )}
            </li>
          ))}
          <li className="flex items-center gap-2 px-3 py-2.5">
            <span className="w-5 shrink-0 text-ink-faint tabular-nums">{line.length + 1}</span>
            <span className="min-w-0 flex-1 break-words">{t("escalation.owners", { hours: after(line.length), names: owners })}</span>
          </li>
        </ol>
      )}
      <p className="text-xs text-ink-faint">{t("escalation.sooner")}</p>
      {!mayNot && (
        <div className="grid gap-3 md:grid-cols-3">
          {left.length > 0 && (
            <Select
              label={t("escalation.add")}
              value=""
              options={[{ value: "", label: t("escalation.choose") }, ...left.map(({ userId, name }) => ({ value: userId, label: name }))]}
              onChange={(userId) => change([...line, userId])}
            />
          )}
          <div>
            <label htmlFor={hoursId} className="mb-1 block text-xs font-medium text-ink">
              {t("escalation.hours")}
            </label>
            <input
              id={hoursId}
              type="number"
              required
              min={0.25}
              max={168}
              step={0.25}
              value={hours}
              onChange={(event) => {
                save.reset();
                setHours(event.target.value);
              }}
              className="h-9 w-full rounded-md border border-line-strong bg-surface px-2 text-sm text-ink"
            />
          </div>
        </div>
      )}
      <div className="flex items-center gap-3">
        <GuardedButton right="govern" type="submit" look="primary" size="large" busy={save.isPending}>
          {t("escalation.save")}
        </GuardedButton>
        {save.isSuccess && <output className="text-good">{t("saved")}</output>}
      </div>
      {save.isError && <InlineError error={save.error} />}
    </form>
  );
}
