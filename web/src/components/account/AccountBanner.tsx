import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { SessionView } from "#src/api/type.ts";
import { actFor } from "../../api/actingFor.ts";
import { Button } from "../../ui/Button.tsx";

/** For whom one acts or could act, and that an account has yet to be set up. */
export function AccountBanner({ session }: { readonly session: SessionView }) {
  const t = useTranslations("accounts");
  const client = useQueryClient();
  const choose = (userId: string | null): void => {
    actFor(userId);
    void client.invalidateQueries();
  };
  const { actingFor, standsInFor, needsSetUp } = session;
  if (actingFor === null && standsInFor.length === 0 && !needsSetUp) return null;
  return (
    <aside
      aria-label={t("bannerName")}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-accent-wash px-5 py-1.5 text-xs text-ink-soft"
    >
      {actingFor !== null && (
        <>
          <strong className="font-medium text-ink">{t("actingFor", { name: actingFor.name })}</strong>
          <Button size="small" onClick={() => choose(null)}>
            {t("stopActing")}
          </Button>
        </>
      )}
      {actingFor === null &&
        standsInFor.map(({ userId, name }) => (
          <Button key={userId} size="small" onClick={() => choose(userId)}>
            {t("actFor", { name })}
          </Button>
        ))}
      {needsSetUp && (
        <span>
          {t("setUpNotice")}{" "}
          <Link to="/account" className="text-accent-ink underline">
            {t("setUpTitle")}
          </Link>
        </span>
      )}
    </aside>
  );
}
