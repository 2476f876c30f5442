import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { post } from "../../api/accounts.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { Field } from "./Field.tsx";
import { otherHost, signInWithPasskey } from "./passkeys.ts";

/** Password, then the second step where it is on; or a passkey. */
export function PasswordSignIn({ onSignedIn }: { readonly onSignedIn: () => Promise<void> }) {
  const t = useTranslations("accounts");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const first = useMutation({
    mutationFn: () => post<{ twoFactor?: boolean }>("/auth/sign-in/email", { email, password }),
    onSuccess: async ({ twoFactor }) => (twoFactor === true ? setNeedsCode(true) : onSignedIn()),
  });
  const second = useMutation({
    // an app shows six digits; a backup code is longer
    mutationFn: () => post(`/auth/two-factor/${/^\d{6}$/.test(code) ? "verify-code" : "verify-backup-code"}`, { code: code.trim() }),
    onSuccess: onSignedIn,
  });
  const passkey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onSignedIn });
  const host = otherHost();
  const failed = [first, second, passkey].find(({ isError }) => isError);
  return (
    <>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          (needsCode ? second : first).mutate();
        }}
      >
        {needsCode ? (
          <>
            <p className="text-ink-soft">{t("codeLead")}</p>
            <Field label={t("code")} value={code} onText={setCode} autoComplete="one-time-code" required />
          </>
        ) : (
          <>
            <Field label={t("email")} type="email" value={email} onText={setEmail} autoComplete="username" required />
            <Field label={t("password")} type="password" value={password} onText={setPassword} autoComplete="current-password" required />
          </>
        )}
        {failed !== undefined && <InlineError error={failed.error} />}
        <div className="flex">
          <Button type="submit" look="primary" size="large" grow busy={first.isPending || second.isPending}>
            {t("signIn")}
          </Button>
        </div>
      </form>
      {!needsCode && (
        <div>
          <div className="flex">
            <Button grow size="large" busy={passkey.isPending} disabled={host !== null} onClick={() => passkey.mutate()}>
              {t("passkey")}
            </Button>
          </div>
          {host !== null && <p className="mt-1 text-2xs text-ink-faint">{t("passkeyHere", { host })}</p>}
        </div>
      )}
    </>
  );
}
