import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { SessionView } from "#src/api/type.ts";
import { actFor } from "../../api/actingFor.ts";
import { Button } from "../../ui/Button.tsx";

const PUT_AWAY_AT = "ai-coo.set-up-put-away";

function wasPutAway(): boolean {
  try {
    return localStorage.getItem(PUT_AWAY_AT) !== null;
  } catch {
    return false;
  }
}

function putAway(): void {
  try {
    localStorage.setItem(PUT_AWAY_AT, "1");
  } catch {
    // a browser that keeps nothing: it is said again next time
  }
}

/** For whom one acts or could act, and, where one looks after that, that an account has yet to be set up. */
export function AccountBanner({ session }: { readonly session: SessionView }) {
  const t = useTranslations("person");
  const client = useQueryClient();
  const choose = (userId: string | null): void => {
    actFor(userId);
    void client.invalidateQueries();
  };
  const { actingFor, standsInFor, needsSetUp } = session;
  const { pathname } = useLocation();
  const [isPutAway, setPutAway] = useState(wasPutAway);
  const isReminder = needsSetUp && pathname === "/overview" && !isPutAway;
  const isSaid = isReminder || (needsSetUp && pathname === "/account");
  if (actingFor === null && standsInFor.length === 0 && !isSaid) return null;
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
      {isSaid && (
        <span>
          {t("setUpNotice")}{" "}
          {isReminder && (
            <Link to="/account" className="text-accent-ink underline">
              {t("setUp")}
            </Link>
          )}
        </span>
      )}
      {isReminder && (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            putAway();
            setPutAway(true);
          }}
        >
          {t("notNow")}
        </Button>
      )}
    </aside>
  );
}
