/** A word as the key of a choice in a message: `being contacted` is `being_contacted`. */
export const wordKey = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
