/** Code on which the suite itself is tried: `trial.test.ts` beside it meets each function as its name says. */

export const noticed = (n: number): boolean => n > 10;

export function missed(n: number): string {
  return `${n}!`;
}

export function unreached(n: number): string {
  return `${n}?`;
}

/** Runs in circles with most of its mutants. */
export function circling(n: number): number {
  let rounds = 0;
  while (rounds < n) rounds += 1;
  return rounds;
}

/** Never ends where its block is taken away. */
export function hanging(isReady: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    if (isReady) resolve("ready");
    else reject(new Error("not ready"));
  });
}

let known: number | undefined;

/** Goes by what it worked out before, so that a process that stays warm does not notice. */
export function kept(): number {
  return (known ??= 20 * 2);
}

/** Worked out while the module loads. */
export const atLoading = 20 + 1;
