import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { PreferencesView } from "#src/api/type.ts";
import { claimPhone, removePhone, unlockSms } from "../../api/notifications.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";

/** The number from which somebody decides: claimed here, and theirs once they sent the code from it. */
export function Phone({ preferences }: { readonly preferences: PreferencesView }) {
  const t = useTranslations("notifications");
  const id = useId();
  const client = useQueryClient();
  const [number, setNumber] = useState("");
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: ["notifications"] });
  const claim = useMutation({ mutationFn: () => claimPhone(number), onSuccess });
  const remove = useMutation({ mutationFn: removePhone, onSuccess });
  const unlock = useMutation({ mutationFn: unlockSms, onSuccess });
  const { phone, pendingPhone, isSmsLocked } = preferences;
  return (
    <div className="space-y-3">
      <p className="text-ink-soft">{t("phoneLead")}</p>
      <p className="font-medium">{phone === null ? t("phoneNone") : t("phoneIs", { phone })}</p>
      {isSmsLocked && (
        <div className="flex flex-wrap items-center gap-3 rounded-md bg-warn-wash px-3 py-2 text-warn">
          <span>{t("locked")}</span>
          <Button size="small" busy={unlock.isPending} onClick={() => unlock.mutate()}>
            {t("unlock")}
          </Button>
        </div>
      )}
      {claim.data !== undefined ? (
        <div className="rounded-md bg-sunken px-4 py-3">
          <p>{t("phoneProve", { phone: claim.data.phone })}</p>
          <p className="my-2 font-mono text-base font-semibold">{claim.data.text}</p>
          <p className="text-ink-soft">
            {claim.data.smsNumber === null ? t("phoneToUnknown") : t("phoneTo", { number: claim.data.smsNumber })}
          </p>
          <p className="mt-2 text-xs text-ink-faint">{t("phoneWhy")}</p>
        </div>
      ) : (
        pendingPhone !== null && <p className="text-ink-faint">{t("phoneWaiting", { phone: pendingPhone })}</p>
      )}
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          claim.mutate();
        }}
      >
        <div className="min-w-0 flex-1 basis-56">
          <label htmlFor={id} className="mb-1 block text-xs font-medium text-ink">
            {t("phoneNew")}
          </label>
          <input
            id={id}
            type="tel"
            autoComplete="tel"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            placeholder="+33 6 12 34 56 78"
            className="h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-faint"
          />
        </div>
        <Button type="submit" size="large" busy={claim.isPending} disabled={number.trim().length < 4}>
          {t("phoneClaim")}
        </Button>
        {phone !== null && (
          <Button look="danger" size="large" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t("phoneRemove")}
          </Button>
        )}
      </form>
      {[claim, remove, unlock].map((one, index) => one.isError && <InlineError key={index} error={one.error} />)}
    </div>
  );
}
