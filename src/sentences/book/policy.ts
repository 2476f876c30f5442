const TYPE =
  "{type:send_invoice_reminder|send_payment_confirmation|follow_up_on_stale_deal|send_deal_check_in|create_collection_task|create_follow_up_task|update_deal_stage|escalate_overdue_invoice|flag_at_risk_project|schedule_customer_check_in}";
const LEVEL = "low|medium|high|critical";

/** What raised the risk, and what keeps a rule or a person from approving. */
export const policy = {
  typeRisk: `An action of type ${TYPE} is never below {level:${LEVEL}}.`,
  amountReaches: "The amount at stake, {amount:amount}, reaches {limit:amount}.",
  manyRecipients: "{count:int} recipients are more than {limit:int}.",
  stranger: "A recipient is outside the customer's own domain.",
  strangers: "{count:int} recipients are outside the customer's own domain.",
  firstContact: "This customer was never contacted before.",
  ruleGone: "The rule that approved it does not exist any more.",
  ruleNarrowed: "The rule that approved it does not cover it any more.",
  autoOff: "Auto-approval is off.",
  stopOn: "The emergency stop is on.",
  typeOff: "Actions of this type are switched off.",
  notOfType: `It is not for actions of type ${TYPE}.`,
  notOurs: "The action was not proposed by the system itself.",
  riskAbove: `The risk is {level:${LEVEL}}; the rule goes up to {limit:${LEVEL}}.`,
  modelWords: "The message is in the words of a model, which a person reads first.",
  moneyAtStake: "Money is at stake; the rule is for actions without any.",
  amountUnknown: "The amount at stake is not known in the company's currency.",
  amountAbove: "The amount at stake, {amount:amount}, is above the rule's {limit:amount}.",
  firstUnknown: "It is not known whether this customer was ever contacted before.",
  notAmong: "The customer is not among those that the rule is for.",
  rulePaused: "The rule is paused: {reason:said}",
  ruleEnded: "The rule ended at {at:moment}.",
  noZone: "The organisation's time zone is not known, and the rule goes by its clock.",
  outsideHours: "It is outside the rule's hours, {from} to {to} ({zone}).",
  ofTheDay: "It has approved its {count:int} of the day already.",
  overLimit: `The amount at stake, {amount:amount}, is above {limit:amount}, the organisation's limit for actions of type ${TYPE}.`,
  pauseRejected: "A person rejected an action of this kind.",
  pauseChanged: "A person changed an action of this kind before it went out.",
  pauseUndone: "A person took back what an action of this kind did.",
  pauseWithdrawn: "A person withdrew an action of this kind before it ran.",
  pauseBad: "An action of this kind ended badly: a bounce, a complaint, or nobody knows whether it happened.",
  noLongerSpeaks: "The record behind it no longer speaks for it: something of this kind was refused or ended badly.",
  soPerson: "So a person decides.",
  ruleRevoked: "The rule that approved it was revoked, so a person decides.",
  approvalsMissing: "It has {given:int} of the {needed:int} approvals that it needs by now.",
} as const;

/** What holds an action back although nothing else stops it. */
export const held = {
  cameBack: "A message to {address} came back: the address does not take mail.",
  spam: "{address:token} has reported a message of ours as spam.",
  unsubscribed: "{address:token} has unsubscribed.",
  stop: "{address:token} has asked by SMS not to be written to.",
  blacklist: "{address:token} is on Odoo's blacklist.",
  manual: "{address:token} was put on the list of those who are not contacted.",
  answered: "The customer answered by SMS: “{words}”",
  maybeAfterBackup: "The database was restored from a backup, and this may have happened after the backup was made.",
  notShown: "The other side does not show it, which proves nothing yet.",
  noLookUp: "The other side offers no way to look it up.",
  notAsked: "The other side could not be asked yet.",
} as const;
