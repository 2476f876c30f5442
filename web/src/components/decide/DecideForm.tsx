import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { DecisionLinkView } from "#src/api/type.ts";
import { decideByLink } from "../../api/notifications.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { keepLink } from "./keptLink.ts";

interface DecideFormProps {
  readonly token: string;
  readonly link: DecisionLinkView;
  readonly fingerprint: string;
  readonly onDecided: (decision: "approve" | "reject", status: DecisionLinkView["status"]) => void;
  readonly onRefused: () => void;
}

/** Yes or no, and what proves that it is the person's: a session, or the digits of this page. */
export function DecideForm({ token, link, fingerprint, onDecided, onRefused }: DecideFormProps) {
  const t = useTranslations("notifications.decide");
  const [code, setCode] = useState("");
  const [reason, setReason] = useState("");
  const [isRejecting, setRejecting] = useState(false);
  const decide = useMutation({
    mutationFn: (decision: "approve" | "reject") =>
      decideByLink({
        token,
        fingerprint,
        decision,
        ...(decision === "reject" ? { reason: reason.trim() } : {}),
        ...(code === "" ? {} : { code }),
      }),
    onSuccess: ({ status }, decision) => onDecided(decision, status),
    onError: onRefused,
  });
  if (link.needs === "session" || link.needs === "fresh_sign_in") {
    return (
      <div className="space-y-3">
        <p className="font-medium">{t(link.needs === "session" ? "needsSession" : "needsFresh", { person: link.person })}</p>
        <p className="text-xs text-ink-faint">{t("signInLead")}</p>
        <a
          href="/sign-in"
          onClick={() => keepLink(token)}
          className="inline-flex h-9 items-center rounded-md bg-accent px-4 text-sm font-medium text-on-accent shadow-card hover:bg-accent-hover"
        >
          {t("signIn")}
        </a>
      </div>
    );
  }
  const isReady = link.needs === null || code.length === 4;
  return (
    <div className="space-y-3">
      {link.needs === "code" && link.code !== null && <CodeField shown={link.code} value={code} onChange={setCode} />}
      {isRejecting && <TextArea label={t("reason")} placeholder={t("reasonHint")} value={reason} onChange={setReason} maxLength={1000} />}
      {decide.isError && <InlineError error={decide.error} />}
      <div className="flex gap-2">
        {isRejecting ? (
          <>
            <Button size="large" onClick={() => setRejecting(false)}>
              {t("back")}
            </Button>
            <Button
              look="danger"
              size="large"
              grow
              busy={decide.isPending}
              disabled={!isReady || reason.trim() === ""}
              onClick={() => decide.mutate("reject")}
            >
              {t("rejectNow")}
            </Button>
          </>
        ) : (
          <>
            <Button look="danger" size="large" disabled={decide.isPending} onClick={() => setRejecting(true)}>
              {t("reject")}…
            </Button>
            <Button look="primary" size="large" grow busy={decide.isPending} disabled={!isReady} onClick={() => decide.mutate("approve")}>
              {t("approve")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function CodeField({
  shown,
  value,
  onChange,
}: {
  readonly shown: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const t = useTranslations("notifications.decide");
  const id = useId();
  return (
    <div>
      <p className="mb-2 text-ink-soft">
        {t("code")} <strong className="font-mono text-base tracking-widest text-ink">{shown}</strong>
      </p>
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-ink">
        {t("codeLabel")}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, "").slice(0, 4))}
        inputMode="numeric"
        autoComplete="off"
        className="h-9 w-28 rounded-md border border-line-strong bg-surface px-3 font-mono text-base tracking-widest text-ink"
      />
    </div>
  );
}
