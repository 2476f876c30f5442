import { accounts } from "./accounts.ts";
import { alerts } from "./alerts.ts";
import { audit } from "./audit.ts";
import { connections } from "./connections.ts";
import { customers } from "./customers.ts";
import { followUps } from "./followUps.ts";
import { guardrails } from "./guardrails.ts";
import { model } from "./model.ts";
import { notChased } from "./notChased.ts";
import { notifications } from "./notifications.ts";
import { outreach } from "./outreach.ts";
import { overview } from "./overview.ts";
import { screen } from "./screen.ts";

/** What the screens beside the inbox say in English: loaded with the first of them. */
export const screens = {
  accounts,
  alerts,
  audit,
  connections,
  customers,
  followUps,
  guardrails,
  model,
  notChased,
  notifications,
  outreach,
  overview,
  screen,
} as const;
