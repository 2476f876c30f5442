// What the web may know of the API: the shapes of its answers, and nothing that runs.
export type { ActionEdit } from "#src/actions/index.ts";
export type { Figure, Said, Spoken } from "#src/sentences/index.ts";
export type { ErrorBody, Money } from "./schemas/common.ts";
export type { AccountView } from "./schemas/account.ts";
export type { DelegationView, KeyListView, PeopleView } from "./schemas/people.ts";
export type { SavedViewList } from "./schemas/savedViews.ts";
export type { SessionView } from "./schemas/session.ts";
export type { ActionCounts, ActionDetail, ActionList, ActionSummary, Decision, Edited, Snoozed, Undone } from "./schemas/actions.ts";
export type { Decided, DecidedOne } from "./schemas/inbox.ts";
export type { DecisionLinkView, EscalationView, PhoneClaim, PreferencesView, ToldList } from "./schemas/notifications.ts";
export type {
  Alert,
  AlertList,
  CompanyFigures,
  HeldCandidateView,
  HeldList,
  LatestAnalysis,
  NotChased,
  NotChasedList,
} from "./schemas/monitoring.ts";
export type { DryRunView, GuardrailsView, RuleSuggestionList, RuleSuggestionView } from "./schemas/policy.ts";
export type { StopSwitchView } from "./schemas/stop.ts";
export type { Outcome, OutcomesReport } from "./schemas/outcomes.ts";
export type { AuditEntry, AuditList, AuditState } from "./schemas/audit.ts";
export type { Connection, ConnectionList, ConnectionName } from "./schemas/connections.ts";
export type { OutreachCalendar, OutreachContact, OutreachPlan, OutreachPlans } from "./schemas/outreach.ts";
export type { Metrics, FigureName, Series, Unit } from "./schemas/metrics.ts";
export type { ModelUsage } from "./schemas/model.ts";
export type { Overview } from "./schemas/overview.ts";
export type { Commitment, CommitmentChange, CommitmentList, Sequence, SequenceList } from "./schemas/customers.ts";
export type { FollowUp, FollowUpList } from "./schemas/followUps.ts";
