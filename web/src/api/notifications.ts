import { queryOptions } from "@tanstack/react-query";
import type { DecisionLinkView, EscalationView, PhoneClaim, PreferencesView, ToldList } from "#src/api/type.ts";
import { request } from "./client.ts";

export const preferencesQuery = queryOptions({
  queryKey: ["notifications", "preferences"],
  queryFn: ({ signal }) => request<PreferencesView>("/ai-coo/notifications/preferences", { signal }),
});

export const toldQuery = queryOptions({
  queryKey: ["notifications", "messages"],
  queryFn: ({ signal }) => request<ToldList>("/ai-coo/notifications/messages", { signal }),
});

export const savePreferences = (body: Pick<PreferencesView, "settings" | "timezone">): Promise<PreferencesView> =>
  request("/ai-coo/notifications/preferences", { method: "PUT", body });

export const escalationQuery = queryOptions({
  queryKey: ["notifications", "escalation"],
  queryFn: ({ signal }) => request<EscalationView>("/ai-coo/notifications/escalation", { signal }),
});

export const saveEscalation = (body: Record<"settings" | "seen", EscalationView["settings"]>): Promise<EscalationView> =>
  request("/ai-coo/notifications/escalation", { method: "PUT", body });

export const claimPhone = (phone: string): Promise<PhoneClaim> =>
  request("/ai-coo/notifications/phone", { method: "POST", body: { phone } });
export const removePhone = (): Promise<unknown> => request("/ai-coo/notifications/phone", { method: "DELETE" });
export const unlockSms = (): Promise<unknown> => request("/ai-coo/notifications/unlock-sms", { method: "POST" });
export const askForTest = (channel: "email" | "sms"): Promise<unknown> =>
  request("/ai-coo/notifications/test", { method: "POST", body: { channel } });

const CHECK_REFRESH_MS = 2_000;

const isAsked = (check: NonNullable<DecisionLinkView["action"]>["factCheck"] | undefined): boolean =>
  check !== undefined && check !== null && check.checkedAt === null;

/** What a mailed link is about; asking decides nothing. */
export const linkQuery = (token: string) =>
  queryOptions({
    // among the actions: what asks about one there asks here too
    queryKey: ["actions", "link", token],
    queryFn: ({ signal }) => request<DecisionLinkView>("/decision-links/view", { method: "POST", body: { token }, signal }),
    // nothing is heard here by itself, and an answer to "check now" comes within moments
    refetchInterval: ({ state }) => (isAsked(state.data?.action?.factCheck) ? CHECK_REFRESH_MS : false),
  });

export interface LinkDecisionInput {
  readonly token: string;
  readonly fingerprint: string;
  readonly decision: "approve" | "reject";
  readonly reason?: string;
  readonly code?: string;
}

export const decideByLink = (input: LinkDecisionInput): Promise<{ readonly status: DecisionLinkView["status"] }> =>
  request("/decision-links/decide", { method: "POST", body: input });
