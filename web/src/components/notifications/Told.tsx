import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { ToldList } from "#src/api/type.ts";
import { toldQuery } from "../../api/notifications.ts";
import { Pill, type Tone } from "../../ui/Pill.tsx";
import { Failure, Skeleton } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { Said } from "../../ui/Said.tsx";

type Message = ToldList["messages"][number];

const TONES = {
  waiting: "accent",
  sending: "accent",
  sent: "good",
  failed: "bad",
  unknown: "warn",
  dropped: "neutral",
} as const satisfies Record<Message["state"], Tone>;

/** What somebody was told lately, and what became of it. */
export function Told() {
  const t = useTranslations("notifications");
  const told = useQuery(toldQuery);
  if (told.isPending) return <Skeleton lines={4} />;
  if (told.data === undefined) return <Failure error={told.error} onRetry={() => void told.refetch()} />;
  if (told.data.messages.length === 0) return <p className="text-ink-faint">{t("toldNone")}</p>;
  return (
    <ul className="divide-y divide-line">
      {told.data.messages.map((message) => (
        <li key={message.id} className="py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{t(`kind.${message.kind}`)}</span>
            <span className="text-ink-faint">{t(message.channel)}</span>
            <span className="ml-auto text-xs text-ink-faint">
              <Ago at={message.sentAt ?? message.createdAt} />
            </span>
            <Pill tone={TONES[message.state]}>{t(`state.${message.state}`)}</Pill>
          </div>
          {message.reason !== null && (
            <p className="text-xs break-words text-ink-faint">
              <Said of={message.reason} />
            </p>
          )}
          {message.actionId !== null && (
            <Link to="/" search={{ action: message.actionId }} className="text-xs text-accent-ink underline">
              {t("open")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
