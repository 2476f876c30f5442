/** Waiting times after something that may be tried again. */

const MAX_BACKOFF_SECONDS = 3600;

/**
 * When to try again after `tries` earlier retries: `baseSeconds` doubled each time, an hour at most, and up to
 * a half more by chance, so that many refused at one moment do not come back at one moment.
 */
export function backoffFrom(now: Date, tries: number, baseSeconds: number, random: () => number): Date {
  const seconds = Math.min(baseSeconds * 2 ** tries, MAX_BACKOFF_SECONDS);
  return new Date(now.getTime() + Math.round(seconds * (1 + random() / 2) * 1000));
}

const FIRST_QUESTION_MS = 60_000;
const SLOWEST_QUESTION_MS = 6 * 3_600_000;
const LAST_QUESTION_MS = 7 * 86_400_000;

/** When the other side is asked the next time about an effect that is in doubt since `since`; null after a week. */
export function nextQuestion(now: Date, since: Date): Date | null {
  const elapsed = now.getTime() - since.getTime();
  if (elapsed > LAST_QUESTION_MS) return null;
  return new Date(now.getTime() + Math.min(Math.max(elapsed, FIRST_QUESTION_MS), SLOWEST_QUESTION_MS));
}
