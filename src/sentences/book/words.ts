/** Whose words a message is in. */
export const words = {
  kept: "The playbook's: {reason:said}",
  keptLimit: "The playbook's: the drafts of one run ({most:int}) went to more urgent messages.",
  keptReplaced: "The playbook's: the draft of {model:token} was replaced because {why:draft}.",
  drafted: "Drafted by {model:token} (prompt {prompt:token}, phrases {phrases:token}) and checked against the facts",
  draftedLess:
    "Drafted by {model:token} (prompt {prompt:token}, phrases {phrases:token}) and checked against the facts. Left out of it: {what:leftOut}",
} as const;
