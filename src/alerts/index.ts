export { ALERT_VERBS, decideAlert, type AlertVerb } from "./decide.ts";
export { listAlertViews, type AlertView } from "./list.ts";
