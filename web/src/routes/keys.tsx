import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { keysQuery, post } from "../api/accounts.ts";
import { Field } from "../components/account/Field.tsx";
import { Part } from "../components/account/Part.tsx";
import { SecretText } from "../components/account/SecretText.tsx";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Page } from "../ui/Page.tsx";
import { Failure, InlineError, Skeleton } from "../ui/States.tsx";
import { Ago } from "../ui/Time.tsx";

/** Keys for programs: made, listed, revoked. */
export function Keys() {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const keys = useQuery(keysQuery);
  const [name, setName] = useState("");
  const [decides, setDecides] = useState(false);
  const [ending, setEnding] = useState<{ id: string; name: string } | null>(null);
  const renew = () => client.invalidateQueries({ queryKey: keysQuery.queryKey });
  const make = useMutation({
    mutationFn: () => post<{ key: string }>("/ai-coo/keys", { name, scopes: decides ? ["read", "decide"] : ["read"] }),
    onSuccess: () => setName(""),
    onSettled: renew,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => post(`/ai-coo/keys/${id}/revoke`),
    onSuccess: () => setEnding(null),
    onSettled: renew,
  });
  return (
    <Page title={t("keys")} lead={t("keysLead")}>
      <Part title={t("makeKey")}>
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Field label={t("keyName")} value={name} onText={setName} maxLength={64} required />
          <label className="flex h-9 items-center gap-2">
            <input type="checkbox" checked={decides} onChange={(event) => setDecides(event.target.checked)} />
            {t("mayDecide")}
          </label>
          <Button type="submit" look="primary" size="large" busy={make.isPending}>
            {t("makeKey")}
          </Button>
        </form>
        {make.isError && <InlineError error={make.error} />}
        {make.data !== undefined && <SecretText lead={t("newKey")} text={make.data.key} />}
      </Part>
      <Part title={t("keys")}>
        {keys.isPending ? (
          <Skeleton lines={3} />
        ) : keys.data === undefined ? (
          <Failure error={keys.error} onRetry={() => void keys.refetch()} />
        ) : keys.data.keys.length === 0 ? (
          <p className="text-ink-faint">{t("none")}</p>
        ) : (
          <ul className="divide-y divide-line">
            {keys.data.keys.map((key) => (
              <li key={key.id} className="flex items-center gap-3 py-2.5">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{key.name}</span>
                  <span className="block text-xs text-ink-faint">
                    <code>{key.start}…</code> · {key.scopes.join(", ")} ·{" "}
                    {key.lastUsedAt === null ? t("never") : <Ago at={key.lastUsedAt} />}
                  </span>
                </span>
                <Button size="small" look="danger" onClick={() => setEnding(key)}>
                  {t("revoke")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <ConfirmDialog
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={t("revokeTitle", { name: ending?.name ?? "" })}
        verb={t("revoke")}
        look="danger"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => ending !== null && revoke.mutate(ending.id)}
      >
        {t("revokeText")}
      </ConfirmDialog>
    </Page>
  );
}
