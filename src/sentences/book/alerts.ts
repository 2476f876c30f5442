/** What an alert or an action is called. */
export const title = {
  cashLasts: "Cash lasts {months:number} months",
  overdue60: "{share:number} % of receivables are overdue for more than 60 days",
  workingCapital: "Working capital is {amount:money}",
  concentration: "{customer} owes {share:number} % of all receivables",
  bankStale: "The bank is not up to date: reminders are held",
  overdue90: "{amount:money} of {side:receivables|payables} overdue for more than 90 days",
  load: "{name} has {count:int} open tasks",
  answered: "{customer} answered: the reminders have ended",
  action:
    "{type:Send invoice reminder|Send payment confirmation|Follow up on stale deal|Send deal check-in|Create collection task|Create follow-up task|Update deal stage|Escalate overdue invoice|Flag at-risk project|Schedule customer check-in}: {about}",
} as const;

/** What was seen. */
export const seen = {
  cash: "{cash:money} in bank and cash, {outflow:money} going out per month.",
  overdue60: "{amount:money} of {total:money} is overdue for more than 60 days.",
  workingCapital: "Current assets of {assets:money} stand against current liabilities of {liabilities:money}.",
  concentration: "{customer} owes {amount:money}, {share:number} % of what customers owe.",
  bankNever: "The bank has never been reconciled.",
  bankSince: "The bank has not been reconciled since {since:day}.",
  remindersHeld: "Reminders of {company} are held until it is.",
  overdue90: "{amount:money} of {total:money} {side:receivables|payables} is overdue for more than 90 days.",
  answered:
    "The customer answered on {on:day}; {count:int} [count?invoice is|invoices are] overdue and not asked for any more until a person starts that again.",
  load: "{name} has {open:int} open tasks, {overdue:int} of them overdue; one person is expected to have at most {limit:int}.",
} as const;
