import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { AccountView } from "#src/api/type.ts";
import { post } from "../../api/accounts.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { Field } from "./Field.tsx";

/** A new password; where the account is the stand-in that came with the organisation, name and address as well. */
export function PasswordForm({ account }: { readonly account: AccountView }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const isSetUp = account.placeholder && !account.hasPassword;
  const save = useMutation({
    mutationFn: () =>
      isSetUp
        ? post("/ai-coo/account/set-up", { name, email, password })
        : post("/ai-coo/account/password", { password, ...(account.hasPassword ? { current } : {}) }),
    onSuccess: async () => {
      setCurrent("");
      setPassword("");
      await client.invalidateQueries();
    },
  });
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {isSetUp && <Field label={t("name")} value={name} onText={setName} autoComplete="name" required />}
      {isSetUp && <Field label={t("email")} type="email" value={email} onText={setEmail} autoComplete="username" required />}
      {account.hasPassword && (
        <Field label={t("currentPassword")} type="password" value={current} onText={setCurrent} autoComplete="current-password" required />
      )}
      <Field
        label={t("newPassword")}
        hint={t("passwordHint")}
        type="password"
        minLength={12}
        value={password}
        onText={setPassword}
        autoComplete="new-password"
        required
      />
      {save.isError && <InlineError error={save.error} />}
      <div className="flex items-center gap-3">
        <Button type="submit" look={isSetUp ? "primary" : "plain"} size="large" busy={save.isPending}>
          {t("save")}
        </Button>
        {save.isSuccess && <output className="text-good">{t("saved")}</output>}
      </div>
    </form>
  );
}
