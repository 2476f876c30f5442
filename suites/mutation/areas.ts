/** What is mutated, and the tests that have to notice. */
export interface Area {
  /** Source files, as globs. */
  readonly mutate: readonly string[];
  /** Test files, as globs: those written for this area, so that what they miss shows. */
  readonly tests: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the tests need a database. */
  readonly database: boolean;
}

export const AREAS = {
  protocol: {
    mutate: ["src/protocol/**/*.ts", "!src/protocol/printJsonSchema.ts", "!src/protocol/index.ts"],
    tests: ["test/protocol/**/*.test.ts"],
    // a hundred thousand documents a mutant would take days
    exclude: ["test/protocol/mutations.test.ts"],
    database: false,
  },
  revalidation: {
    mutate: ["src/revalidation/**/*.ts"],
    tests: ["test/revalidation/**/*.test.ts"],
    exclude: [],
    database: true,
  },
  outreach: {
    mutate: ["src/outreach/**/*.ts"],
    tests: ["test/outreach/**/*.test.ts"],
    exclude: [],
    database: true,
  },
  executor: {
    mutate: ["src/executor/**/*.ts"],
    tests: ["test/executor/**/*.test.ts"],
    // its processes are killed for real, which takes longer than a mutant may
    exclude: ["test/executor/crash.test.ts"],
    database: true,
  },
} as const satisfies Record<string, Area>;

export type AreaName = keyof typeof AREAS;
export const AREA_NAMES = Object.keys(AREAS) as AreaName[];
