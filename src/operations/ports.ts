import type { Clock } from "#src/lib/clock.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";
import type { ScheduleFollowUpInputs } from "#src/protocol/index.ts";
import type { ListUnsubscribe, MailTransport } from "./mail/transport.ts";
import type { SmsTransport } from "./sms/transport.ts";

/** Everything an operation may touch. The composition root makes one per organisation; nothing else causes an effect. */
export interface OperationPorts {
  readonly odoo: OdooWriter;
  /** The same connection's reader: which fields this release has, and the read after a write. */
  readonly reader: OdooReader;
  readonly mail: MailTransport;
  readonly clock: Clock;
  /** How the recipients of an action's mail unsubscribe; absent, and undefined for an action, where no link is wanted. */
  readonly listUnsubscribe?: (about: { readonly orgId: string; readonly actionId: string }) => Promise<ListUnsubscribe | undefined>;
  /** Absent where no gateway is configured: `send_sms` is then refused for good. */
  readonly sms?: SmsTransport;
  /** Absent where follow-ups are not kept: `schedule_follow_up` is then refused for good. */
  readonly followUps?: FollowUpStore;
}

/** Keeps follow-ups by action id, so that scheduling twice leaves one. */
interface FollowUpStore {
  schedule(followUp: {
    readonly orgId: string;
    readonly actionId: string;
    readonly inputs: ScheduleFollowUpInputs;
  }): Promise<{ readonly id: string }>;
  find(query: { readonly orgId: string; readonly actionId: string }): Promise<{ readonly id: string } | null>;
}
