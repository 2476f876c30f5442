import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { PeopleView } from "#src/api/type.ts";
import { peopleQuery, post } from "../api/accounts.ts";
import { request } from "../api/client.ts";
import { sessionQuery } from "../api/queries.ts";
import { Field } from "../components/account/Field.tsx";
import { Part } from "../components/account/Part.tsx";
import { SecretText } from "../components/account/SecretText.tsx";
import { InvitationMail, whileMailed } from "../components/people/InvitationMail.tsx";
import { Away } from "../components/people/Away.tsx";
import { currentLocale } from "../i18n/locale.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Page } from "../ui/Page.tsx";
import { Failure, InlineError, Skeleton } from "../ui/States.tsx";

type Member = PeopleView["members"][number];
type Role = Member["role"];

/** Members with their roles, invitations, and who stands in for whom. */
export function People() {
  const t = useTranslations("accounts");
  const people = useQuery({ ...peopleQuery, refetchInterval: ({ state }) => whileMailed(state.data) });
  if (people.isPending) return <Skeleton lines={8} />;
  if (people.data === undefined) return <Failure error={people.error} onRetry={() => void people.refetch()} />;
  return (
    <Page title={t("people")} lead={t("peopleLead")}>
      <Members people={people.data} />
      {people.data.assignable.length > 0 && <Invitations people={people.data} />}
      <Away members={people.data.members} />
    </Page>
  );
}

function Members({ people }: { readonly people: PeopleView }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [asked, setAsked] = useState<{ readonly verb: "remove" | "recover"; readonly member: Member } | null>(null);
  const renew = () => client.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const setRole = useMutation({
    mutationFn: ({ userId, role }: Pick<Member, "userId" | "role">) => post(`/ai-coo/people/${userId}/role`, { role }),
    onSettled: renew,
  });
  const act = useMutation({
    mutationFn: ({ verb, member }: NonNullable<typeof asked>) => post<{ url?: string }>(`/ai-coo/people/${member.userId}/${verb}`),
    onSuccess: () => setAsked(null),
    onSettled: renew,
  });
  const isOwner = session?.rights.includes("own") === true;
  return (
    <Part title={t("people")}>
      <ul className="divide-y divide-line">
        {people.members.map((member) => {
          const mayChange = people.assignable.includes(member.role);
          return (
            <li key={member.userId} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2.5">
              <span className="min-w-40 flex-1">
                <span className="block truncate font-medium">
                  {member.name} {member.you && <span className="text-xs font-normal text-ink-faint">({t("you")})</span>}
                </span>
                <span className="block truncate text-xs text-ink-faint">{member.email}</span>
              </span>
              <RoleChoice
                label={`${t("role")}: ${member.name}`}
                role={member.role}
                roles={mayChange ? people.assignable : [member.role]}
                disabled={!mayChange || setRole.isPending}
                onChoose={(role) => setRole.mutate({ userId: member.userId, role })}
              />
              {isOwner && !member.you && (
                <Button size="small" onClick={() => setAsked({ verb: "recover", member })}>
                  {t("recover")}
                </Button>
              )}
              {mayChange && !member.you && (
                <Button size="small" look="danger" onClick={() => setAsked({ verb: "remove", member })}>
                  {t("remove")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {setRole.isError && <InlineError error={setRole.error} />}
      {act.data?.url !== undefined && <SecretText lead={t("link")} text={act.data.url} />}
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={
          asked?.verb === "recover" ? t("recoverTitle", { name: asked.member.name }) : t("removeTitle", { name: asked?.member.name ?? "" })
        }
        verb={asked?.verb === "recover" ? t("recover") : t("remove")}
        look="danger"
        busy={act.isPending}
        error={act.error}
        onConfirm={() => asked !== null && act.mutate(asked)}
      >
        {asked?.verb === "recover" ? t("recoverText") : t("removeText")}
      </ConfirmDialog>
    </Part>
  );
}

function Invitations({ people }: { readonly people: PeopleView }) {
  const t = useTranslations("accounts");
  const person = useTranslations("person");
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("approver");
  const [url, setUrl] = useState<string | null>(null);
  const renew = () => client.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const invite = useMutation({
    mutationFn: () => post<{ url: string }>("/ai-coo/invitations", { email, role, language: currentLocale() }),
    onSuccess: (made) => {
      setUrl(made.url);
      setEmail("");
    },
    onSettled: renew,
  });
  const withdraw = useMutation({ mutationFn: (id: string) => post(`/ai-coo/invitations/${id}/withdraw`), onSettled: renew });
  return (
    <Part title={t("inviteTitle")}>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate();
        }}
      >
        <Field label={t("email")} type="email" value={email} onText={setEmail} required />
        <RoleChoice label={t("role")} role={role} roles={people.assignable} disabled={false} onChoose={setRole} />
        <Button type="submit" look="primary" size="large" busy={invite.isPending}>
          {t("invite")}
        </Button>
      </form>
      {invite.isError && <InlineError error={invite.error} />}
      {url !== null && <SecretText key={url} lead={t("link")} text={url} />}
      {people.invitations.length > 0 && (
        <>
          <h3 className="pt-2 text-xs font-semibold">{t("invited")}</h3>
          <ul className="divide-y divide-line">
            {people.invitations.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-3 py-2">
                <span className="min-w-40 flex-1">
                  <span className="block truncate">{one.email}</span>
                  <span className="block text-xs text-ink-faint">{person(`roles.${one.role}`)}</span>
                  <InvitationMail mail={one.mail} />
                </span>
                <ShowLink id={one.id} onLink={setUrl} />
                <Button size="small" look="danger" busy={withdraw.isPending} onClick={() => withdraw.mutate(one.id)}>
                  {t("withdraw")}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {withdraw.isError && <InlineError error={withdraw.error} />}
    </Part>
  );
}

function ShowLink({ id, onLink }: { readonly id: string; readonly onLink: (url: string) => void }) {
  const t = useTranslations("accounts");
  const link = useQuery({
    queryKey: ["people", "link", id],
    queryFn: ({ signal }) => request<{ url: string }>(`/ai-coo/invitations/${id}/link`, { signal }),
    enabled: false,
  });
  return (
    <Button
      size="small"
      busy={link.isFetching}
      onClick={() => void link.refetch().then(({ data }) => data !== undefined && onLink(data.url))}
    >
      {t("showLink")}
    </Button>
  );
}

interface RoleChoiceProps {
  readonly label: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly onChoose: (role: Role) => void;
}

function RoleChoice({ label, role, roles, disabled, onChoose }: RoleChoiceProps) {
  const t = useTranslations("person");
  return (
    <select
      aria-label={label}
      className="h-9 rounded-md border border-line-strong bg-surface px-2 text-sm disabled:opacity-60"
      value={role}
      disabled={disabled}
      onChange={(event) => {
        const chosen = roles.find((one) => one === event.target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {roles.map((one) => (
        <option key={one} value={one}>
          {t(`roles.${one}`)}
        </option>
      ))}
    </select>
  );
}
