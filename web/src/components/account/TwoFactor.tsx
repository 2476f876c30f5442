import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { encode } from "uqr";
import { useTranslations } from "use-intl/react";
import { accountQuery, post } from "../../api/accounts.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { Field } from "./Field.tsx";

interface Begun {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** A code of an app beside the password: on, off, and the codes for when the app is lost. */
export function TwoFactor({ isOn }: { readonly isOn: boolean }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const renew = () => client.invalidateQueries({ queryKey: accountQuery.queryKey });
  const begin = useMutation({ mutationFn: () => post<Begun>("/auth/two-factor/begin", { password }) });
  const confirm = useMutation({
    mutationFn: () => post("/auth/two-factor/confirm", { code: code.trim() }),
    onSuccess: () => begin.reset(),
    onSettled: renew,
  });
  const disable = useMutation({ mutationFn: () => post("/auth/two-factor/disable", { password }), onSettled: renew });
  const failed = [begin, confirm, disable].find(({ isError }) => isError);
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        (begin.data === undefined ? (isOn ? disable : begin) : confirm).mutate();
      }}
    >
      <p className="text-ink-soft">{isOn ? t("secondOn") : t("secondOff")}</p>
      {begin.data !== undefined && <Secret {...begin.data} />}
      <div className="flex items-end gap-3">
        {begin.data === undefined ? (
          <Field label={t("password")} type="password" value={password} onText={setPassword} autoComplete="current-password" required />
        ) : (
          <Field label={t("code")} value={code} onText={setCode} autoComplete="one-time-code" inputMode="numeric" required />
        )}
        <Button type="submit" size="large" busy={begin.isPending || confirm.isPending || disable.isPending}>
          {begin.data === undefined ? (isOn ? t("turnOff") : t("turnOn")) : t("confirm")}
        </Button>
      </div>
      {failed !== undefined && <InlineError error={failed.error} />}
    </form>
  );
}

function Secret({ totpURI, backupCodes }: Begun) {
  const t = useTranslations("accounts");
  const { data, size } = encode(totpURI, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <div className="flex flex-wrap gap-5">
      <svg viewBox={`0 0 ${size} ${size}`} className="size-40 rounded bg-white" aria-hidden="true">
        <path d={path} fill="#000000" />
      </svg>
      <div className="min-w-0 flex-1 space-y-3 text-xs">
        <p className="break-all text-ink-soft">{t("scan", { secret: new URL(totpURI).searchParams.get("secret") ?? "" })}</p>
        <p className="text-ink-soft">{t("backup")}</p>
        <pre className="grid grid-cols-2 gap-1 rounded-md bg-sunken px-3 py-2">
          {backupCodes.map((one) => (
            <code key={one}>{one}</code>
          ))}
        </pre>
      </div>
    </div>
  );
}
