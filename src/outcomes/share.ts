/** A number with what it is a share of: nothing is said where there is nothing to count. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** `count ÷ of`, 0 to 1; null where `of` is 0. */
  readonly share: number | null;
}

export const shareOf = (count: number, of: number): Share => ({ count, of, share: of === 0 ? null : count / of });
