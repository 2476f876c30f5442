import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { AccountView } from "#src/api/type.ts";
import { accountQuery, post } from "../api/accounts.ts";
import { sessionQuery } from "../api/queries.ts";
import { Field } from "../components/account/Field.tsx";
import { Part } from "../components/account/Part.tsx";
import { addPasskey, otherHost } from "../components/account/passkeys.ts";
import { PasswordForm } from "../components/account/PasswordForm.tsx";
import { TwoFactor } from "../components/account/TwoFactor.tsx";
import { Button } from "../ui/Button.tsx";
import { Page } from "../ui/Page.tsx";
import { Failure, InlineError, Skeleton } from "../ui/States.tsx";
import { Ago } from "../ui/Time.tsx";

/** One's own account: password, passkeys, second step, sessions, organisations. */
export function Account() {
  const t = useTranslations("accounts");
  const account = useQuery(accountQuery);
  if (account.isPending) return <Skeleton lines={8} />;
  if (account.data === undefined) return <Failure error={account.error} onRetry={() => void account.refetch()} />;
  const { data } = account;
  return (
    <Page
      title={t("account")}
      lead={
        <>
          {t("accountLead")}{" "}
          <Link to="/people" className="text-accent-ink underline">
            {t("people")}
          </Link>{" "}
          <Link to="/keys" className="text-accent-ink underline">
            {t("keys")}
          </Link>
        </>
      }
    >
      <Part
        title={data.placeholder ? t("setUpTitle") : t("password")}
        lead={data.placeholder ? t("setUpOwn") : `${data.name}, ${data.email}`}
      >
        <PasswordForm account={data} />
      </Part>
      {data.hasPassword && (
        <Part title={t("second")}>
          <TwoFactor isOn={data.twoFactor} />
        </Part>
      )}
      <Passkeys account={data} />
      <Sessions account={data} />
      <Organisations />
    </Page>
  );
}

function Passkeys({ account }: { readonly account: AccountView }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const [name, setName] = useState("");
  const renew = () => client.invalidateQueries({ queryKey: accountQuery.queryKey });
  const add = useMutation({ mutationFn: () => addPasskey(name), onSuccess: () => setName(""), onSettled: renew });
  const remove = useMutation({ mutationFn: (id: string) => post(`/ai-coo/account/passkeys/${id}/remove`), onSettled: renew });
  const host = otherHost();
  return (
    <Part title={t("passkeys")} {...(host === null ? {} : { lead: t("passkeyHere", { host }) })}>
      {account.passkeys.length === 0 && <p className="text-ink-faint">{t("none")}</p>}
      <ul className="divide-y divide-line">
        {account.passkeys.map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1 truncate">{one.name}</span>
            <Button size="small" look="danger" busy={remove.isPending} onClick={() => remove.mutate(one.id)}>
              {t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Field label={t("passkeyName")} value={name} onText={setName} maxLength={60} required />
        <Button type="submit" size="large" busy={add.isPending} disabled={host !== null}>
          {t("addPasskey")}
        </Button>
      </form>
      {add.isError && <InlineError error={add.error} />}
      {remove.isError && <InlineError error={remove.error} />}
    </Part>
  );
}

function Sessions({ account }: { readonly account: AccountView }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string | null) => post(`/ai-coo/account/sessions/${id === null ? "end-others" : `${id}/end`}`),
    onSettled: () => client.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
  return (
    <Part title={t("sessions")}>
      <ul className="divide-y divide-line">
        {account.sessions.map((one) => (
          <li key={one.id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{one.userAgent ?? "-"}</span>
              <span className="block text-xs text-ink-faint">
                <Ago at={one.createdAt} /> {one.current && `(${t("thisOne")})`}
              </span>
            </span>
            {!one.current && (
              <Button size="small" busy={end.isPending} onClick={() => end.mutate(one.id)}>
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {account.sessions.length > 1 && (
        <Button busy={end.isPending} onClick={() => end.mutate(null)}>
          {t("endOthers")}
        </Button>
      )}
      {end.isError && <InlineError error={end.error} />}
    </Part>
  );
}

function Organisations() {
  const t = useTranslations("accounts");
  const person = useTranslations("person");
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const change = useMutation({
    mutationFn: (id: string) => post("/ai-coo/account/organisation", { id }),
    onSuccess: () => client.resetQueries(),
  });
  if (session === undefined || session.organisations.length < 2) return null;
  return (
    <Part title={t("organisations")}>
      <ul className="divide-y divide-line">
        {session.organisations.map(({ id, name, role }) => (
          <li key={id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 flex-1 truncate">
              {name} <span className="text-xs text-ink-faint">{person(`roles.${role}`)}</span>
            </span>
            <Button size="small" disabled={id === session.organisation.id} busy={change.isPending} onClick={() => change.mutate(id)}>
              {t("switchTo")}
            </Button>
          </li>
        ))}
      </ul>
      {change.isError && <InlineError error={change.error} />}
    </Part>
  );
}
