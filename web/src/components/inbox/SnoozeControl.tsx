import { useTranslations } from "use-intl/react";
import { useId, useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { actionCan, type ActionState } from "#src/protocol/actionCan.ts";
import { useChanges } from "../../api/changes.ts";
import { useCommand } from "./commands.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatMoment, formatWeekday } from "../../ui/format.ts";

const HOUR_MS = 3_600_000;

/** Moments to put an action off until, while it lives: on the reader's clock. */
function momentsBefore(expiresAt: string, now: Date): Date[] {
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  const moments = [new Date(now.getTime() + HOUR_MS), new Date(now.getTime() + 4 * HOUR_MS), tomorrow];
  const alive = moments.filter((moment) => moment.getTime() < Date.parse(expiresAt));
  return alive.toSorted((a, b) => a.getTime() - b.getTime());
}

interface SnoozeControlProps {
  readonly detail: ActionDetail;
  readonly state: ActionState;
  readonly mayDecide: boolean;
}

/** Puts an action off, or takes up again what was put off; nothing where neither can be done. */
export function SnoozeControl({ detail, state, mayDecide }: SnoozeControlProps) {
  const t = useTranslations("inbox");
  const { snooze, unsnooze } = useChanges(detail);
  const [choices, setChoices] = useState<readonly Date[] | null>(null);
  const [chosen, setChosen] = useState(0);
  const name = useId();
  const close = (): void => {
    setChoices(null);
    snooze.reset();
  };
  const canSnooze = mayDecide && actionCan.snooze(state).ok && !actionCan.unsnooze(state).ok;
  const ask = (): void => {
    setChosen(0);
    setChoices(momentsBefore(detail.expiresAt, state.now));
  };
  useCommand("snooze", ask, canSnooze);
  if (!mayDecide) return null;
  if (actionCan.unsnooze(state).ok) {
    return (
      <Button look="quiet" size="large" busy={unsnooze.isPending} onClick={() => unsnooze.mutate()}>
        {t("putOffUntil", { when: formatWeekday(state.snoozed_until ?? detail.expiresAt) })}
      </Button>
    );
  }
  if (!actionCan.snooze(state).ok || momentsBefore(detail.expiresAt, state.now).length === 0) return null;
  const until = choices?.[chosen];
  return (
    <>
      <Button look="quiet" size="large" onClick={ask}>
        {t("later")}
      </Button>
      <ConfirmDialog
        open={choices !== null}
        onClose={close}
        title={t("putOffTitle")}
        verb={t("putOff")}
        busy={snooze.isPending}
        disabled={until === undefined}
        error={snooze.error}
        onConfirm={() => until !== undefined && snooze.mutate(until.toISOString(), { onSuccess: close })}
      >
        <p>{detail.status === "approved" ? t("putOffApproved") : t("putOffPending")}</p>
        <fieldset className="space-y-1.5">
          <legend className="sr-only">{t("untilWhen")}</legend>
          {(choices ?? []).map((moment, index) => (
            <label key={moment.toISOString()} className="flex items-center gap-2 text-ink">
              <input type="radio" name={name} checked={chosen === index} onChange={() => setChosen(index)} />
              {formatMoment(moment.toISOString())}
            </label>
          ))}
        </fieldset>
      </ConfirmDialog>
    </>
  );
}
