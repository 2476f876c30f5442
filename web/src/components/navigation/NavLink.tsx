import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import { Icon } from "../../ui/Icon.tsx";
import type { NavEntry } from "./entries.ts";
import type { NavCounts } from "./useNavCounts.ts";

interface NavLinkProps {
  readonly entry: NavEntry;
  readonly counts: NavCounts;
  readonly onFollow?: () => void;
}

/** An entry beside the page. */
export function NavLink({ entry: { to, icon, label, counts: of }, counts, onFollow }: NavLinkProps) {
  const t = useTranslations("nav");
  const count = of === undefined ? 0 : counts[of];
  return (
    <Link
      to={to}
      onClick={onFollow}
      activeOptions={{ exact: true, includeSearch: false }}
      className="flex min-h-11 items-center gap-2.5 rounded-md px-2 py-1.5 text-base font-medium text-ink-faint -outline-offset-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink md:min-h-0 md:text-sm"
    >
      <Icon name={icon} className="size-5 md:size-4" />
      <span className="flex-1">{t(label)}</span>
      {count > 0 && (
        <span className={`rounded-full px-1.5 text-2xs tabular-nums ${of === "notChased" ? "text-ink-faint" : "bg-accent text-on-accent"}`}>
          {count}
        </span>
      )}
    </Link>
  );
}

/** An entry within reach of a thumb. */
export function ThumbLink({ entry: { to, icon, label, counts: of }, counts }: NavLinkProps) {
  const t = useTranslations("nav");
  const count = of === undefined ? 0 : counts[of];
  return (
    <Link
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      className="relative flex min-w-0 flex-1 flex-col items-center gap-0.5 py-2 text-2xs font-medium text-ink-faint -outline-offset-2 aria-[current=page]:text-ink"
    >
      <Icon name={icon} className="size-5" />
      <span className="max-w-full truncate px-0.5">{t(label)}</span>
      {count > 0 && (
        <span className="absolute top-1 left-1/2 ml-1.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 text-on-accent tabular-nums">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </Link>
  );
}
