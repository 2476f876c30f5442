/** The emergency stop. */
export const stop = {
  stop: "Stop",
  everything: "Stop everything…",
  stopTitle: "Stop everything?",
  stopLead: "Nothing starts any more, approved or not, until somebody resumes. What is in flight at this moment finishes and is recorded.",
  stopVerb: "Stop everything",
  stopExample: "For example: the amounts in Odoo are wrong.",
  stopped: "Everything is stopped",
  by: "by {name}, <ago></ago>",
  resume: "Resume…",
  resumeTitle: "Resume?",
  resumeLead: "Approved actions run again, each with its facts read again right before.",
  resumeVerb: "Resume",
  resumeExample: "For example: the amounts are corrected.",
} as const;
