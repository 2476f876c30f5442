/** Whether an action's life has ended at `now`. Its last moment is the one before `expires_at`. */
export function isActionExpired(action: { readonly expires_at: string }, now: Date): boolean {
  return now.getTime() >= Date.parse(action.expires_at);
}
