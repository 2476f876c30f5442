/** What is mutated, and the tests that have to notice. */
export interface Area {
  /** Source files, as globs. */
  readonly mutate: readonly string[];
  /** Test files, as globs: those written for this area, so that what they miss shows. */
  readonly tests: readonly string[];
  /** Those of them that see what is worked out once when a module loads; all run anew for each such change. */
  readonly atLoading: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the tests need a database, and are worth a process that stays warm. */
  readonly database: boolean;
}

export const AREAS = {
  protocol: {
    mutate: ["src/protocol/**/*.ts", "!src/protocol/printJsonSchema.ts", "!src/protocol/index.ts"],
    tests: ["test/protocol/**/*.test.ts"],
    atLoading: ["test/protocol/**/*.test.ts"],
    // a hundred thousand documents a mutant would take days
    exclude: ["test/protocol/mutations.test.ts"],
    database: false,
  },
  revalidation: {
    mutate: ["src/revalidation/**/*.ts"],
    tests: ["test/revalidation/**/*.test.ts"],
    atLoading: ["test/revalidation/re*.test.ts"],
    exclude: [],
    database: true,
  },
  outreach: {
    mutate: ["src/outreach/**/*.ts"],
    // what comes in about customers is decided here and tried where it arrives
    tests: [
      "test/outreach/**/*.test.ts",
      "test/customers/**/*.test.ts",
      "test/scheduler/{commitments,holds,outreachMemory,smsReplies}.test.ts",
      "test/api/{unsubscribe,webhooks}.test.ts",
      "test/actions/release.test.ts",
      "test/executor/restored.test.ts",
    ],
    atLoading: ["test/outreach/**/*.test.ts"],
    exclude: [],
    database: true,
  },
  executor: {
    mutate: ["src/executor/**/*.ts"],
    tests: ["test/executor/**/*.test.ts"],
    atLoading: ["test/executor/{parts,execute,outcomes,recovery}.test.ts"],
    // its processes are killed for real, which takes longer than a mutant may
    exclude: ["test/executor/crash.test.ts"],
    database: true,
  },
  /** What the suite itself is tried on, with `--trial`. */
  trial: {
    mutate: ["suites/mutation/trial/subject.ts"],
    tests: ["suites/mutation/trial/trial.test.ts"],
    atLoading: ["suites/mutation/trial/trial.test.ts"],
    exclude: [],
    database: false,
  },
} as const satisfies Record<string, Area>;

export type AreaName = keyof typeof AREAS;
/** Those of the product. */
export const AREA_NAMES = (Object.keys(AREAS) as AreaName[]).filter((name) => name !== "trial");
