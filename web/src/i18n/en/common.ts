/** What the same parts say on every page. */
export const common = {
  goBack: "Go back",
  tryAgain: "Try again",
  loading: "Loading",
  showAll: "Show all {count, number}",
  noSuchPage: "There is no such page",
  openInbox: "Open the inbox",
  justNow: "just now",
  inAMoment: "in a moment",
  yes: "yes",
  no: "no",
  language: "Language",
  expired: "expired",
  minutesLeft: "{count, number} min",
  hoursLeft: "{count, number} h",
  daysLeft: "{count, number} d",
} as const;
