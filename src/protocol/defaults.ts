/** Values that hold until an organisation sets its own. Each name carries its unit. */
export const DEFAULTS = {
  expiryHours: 24,
  maxLifeDays: 7,
  /** How long an approval given in the page can be taken back before anything may start. */
  undoSeconds: 10,
  retries: 3,
  retryBaseSeconds: 5,
  windowMinutes: { email: 4 * 60, sms: 6 * 60 },
  daysBetweenReminders: 5,
  rateLimits: {
    email: { perHour: 100, perDay: 500, perPartnerAndDay: 3 },
    sms: { perHour: 20, perDay: 50, perPartnerAndDay: 2 },
  },
} as const;

/** Caps of the schema: more than any real action needs, little enough that a document cannot be used to exhaust memory. */
export const CAPS = {
  affectedIds: 500,
  changes: 500,
  checks: 6_000,
  evidence: 600,
  recipients: 20,
  attachments: 50,
  bodyTextLength: 100_000,
  bodyHtmlLength: 400_000,
  smsLength: 320,
} as const;

/** The label of the evidence that says that a message is in the words of a model. No rule approves such a message. */
export const MODEL_WORDS = "A model's words";

/** The label of the evidence that says why a message keeps the playbook's words although a model was there to be asked. */
export const PLAYBOOK_WORDS = "Words";

/** Characters of a body that an external effect shows as its preview. */
export const PREVIEW_LENGTH = 240;
