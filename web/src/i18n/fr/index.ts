import type { Messages } from "../types.ts";
import { accounts } from "./accounts.ts";
import { action } from "./action.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import { common } from "./common.ts";
import { connections } from "./connections.ts";
import { customers } from "./customers.ts";
import { followUps } from "./followUps.ts";
import { guardrails } from "./guardrails.ts";
import { inbox } from "./inbox.ts";
import { nav } from "./nav.ts";
import { notChased } from "./notChased.ts";
import { notifications } from "./notifications.ts";
import { outreach } from "./outreach.ts";
import { overview } from "./overview.ts";
import { figure } from "./figure.ts";
import { screen } from "./screen.ts";
import { stop } from "./stop.ts";

/** What the page says in French. */
export const fr = {
  accounts,
  action,
  alerts,
  audit,
  common,
  connections,
  customers,
  figure,
  followUps,
  guardrails,
  inbox,
  nav,
  notChased,
  notifications,
  outreach,
  overview,
  screen,
  stop,
} as const satisfies Messages;
