import type { LinkProps } from "@tanstack/react-router";
import type { Translator } from "../../i18n/types.ts";
import type { IconName } from "../../ui/Icon.tsx";

type Words = Parameters<Translator<"nav">>[0];

export interface NavEntry {
  readonly to: LinkProps["to"];
  readonly icon: IconName;
  readonly label: Words;
  /** Of which list it shows how many wait. */
  readonly counts?: "inbox" | "alerts" | "notChased";
}

export interface NavGroup {
  /** Null for the first one, which needs no heading. */
  readonly label: Words | null;
  readonly entries: readonly NavEntry[];
}

/** The way through the page; a screen is added by a route and an entry here. */
export const NAVIGATION: readonly NavGroup[] = [
  {
    label: null,
    entries: [
      { to: "/", icon: "inbox", label: "inbox", counts: "inbox" },
      { to: "/overview", icon: "chart", label: "overview" },
      { to: "/alerts", icon: "bell", label: "alerts", counts: "alerts" },
    ],
  },
  {
    label: "customersGroup",
    entries: [
      { to: "/outreach", icon: "calendar", label: "outreach" },
      { to: "/customers", icon: "people", label: "customers" },
      { to: "/not-chased", icon: "pause", label: "notChased", counts: "notChased" },
      { to: "/follow-ups", icon: "clock", label: "followUps" },
    ],
  },
  {
    label: "controlGroup",
    entries: [
      { to: "/guardrails", icon: "shield", label: "guardrails" },
      { to: "/audit", icon: "note", label: "audit" },
      { to: "/connections", icon: "plug", label: "connections" },
      { to: "/model", icon: "spark", label: "model" },
    ],
  },
  {
    label: "ownGroup",
    entries: [
      { to: "/notifications", icon: "bell", label: "notifications" },
      { to: "/account", icon: "note", label: "account" },
      { to: "/people", icon: "people", label: "people" },
      { to: "/keys", icon: "plug", label: "keys" },
    ],
  },
];

/** What a phone has within reach of a thumb; the rest is one press away. */
export const ON_A_PHONE: readonly NavEntry[] = NAVIGATION[0]!.entries;
