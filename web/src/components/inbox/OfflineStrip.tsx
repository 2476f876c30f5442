import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { Icon } from "../../ui/Icon.tsx";
import { ago } from "../../ui/Time.tsx";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

interface OfflineStripProps {
  /** Whether the last question was not answered. */
  readonly failed: boolean;
  /** Of when the answer is that is shown, in milliseconds since 1970; 0 where there is none. */
  readonly since: number;
}

/** Says that what is shown is from before, while the server cannot be reached; nothing otherwise. */
export function OfflineStrip({ failed, since }: OfflineStripProps) {
  const t = useTranslations("inbox");
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online && !failed) return null;
  return (
    <p role="alert" className="flex shrink-0 items-baseline gap-2 border-b border-line bg-warn-wash px-4 py-2 text-xs text-warn">
      <Icon name="alert" className="size-3.5 translate-y-0.5" />
      <span>{since === 0 ? t("offlineNever") : t.rich("offline", { when: ago(new Date(since).toISOString()) })}</span>
    </p>
  );
}
