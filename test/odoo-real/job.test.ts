import { wholeJob } from "#test/job/wholeJob.ts";
import { labTarget } from "./target.ts";

for (const release of [19, 14] as const)
  wholeJob({ name: `Odoo ${release}`, release, bankIsFrozen: true, open: async () => labTarget(release) });
