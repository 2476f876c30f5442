export { deliverNotifications, type Delivered } from "./deliver.ts";
export { escalationSettingsSchema, readEscalation, saveEscalation } from "./escalation.ts";
export { invitationMails, queueInvitation } from "./invitation.ts";
export { decideByLink, viewLink, type LinkView, type LinkVisitor } from "./link.ts";
export { listApprovers } from "./people.ts";
export { claimPhone, registerPhone, removePhone, unlockSms } from "./phone.ts";
export type { DecisionVerbs, NotificationMail, NotificationSms, NotifierPorts, SendOutcome } from "./ports.ts";
export { askForTest, getPreferences, listTold, savePreferences, type Preferences } from "./preferences.ts";
export { queueDigests, queueNotifications } from "./queue.ts";
export {
  notificationLanguageSchema,
  notificationSettingsSchema,
  personSettingsSchema,
  timezoneSchema,
  type NotificationSettings,
} from "./settings.ts";
export { takeApproverSms } from "./smsReply.ts";
