import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildCompany, startSimulator } from "#simulator/index.ts";
import { say } from "../suites/support/report.ts";
import { startRecorder } from "./analysing/recorder.ts";
import { median, rounded, type BenchSection, type Figures } from "./section.ts";

const CHILD = join(import.meta.dirname, "analysing/analysisChild.ts");
const NOW = new Date("2026-06-15T09:00:00Z");
const FORMS = { short: { customers: 300, invoices: 10 }, long: { customers: 5_000, invoices: 20 } };
const MOST_MEGABYTES = 300;
const MOST_RATIO = 1.3;
const RUNS = 3;
const execute = promisify(execFile);

interface Ran {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly found: number;
}

/** The analysis of finances beside the bare requests that it makes, each in a process of its own, on the same server. */
export const analysing: BenchSection = {
  name: "analysing",
  async run({ long }): Promise<Figures> {
    const { customers, invoices } = FORMS[long ? "long" : "short"];
    const company = buildCompany((of) => {
      for (let customer = 0; customer < customers; customer++) {
        const made = of.customer({ name: `Customer ${customer}` });
        for (let invoice = 0; invoice < invoices; invoice++) made.invoice({ amount: 100 + invoice, due: `-${(invoice * 7) % 60}d` });
      }
    });
    const simulator = await startSimulator({ release: 19, company, now: () => NOW });
    await using recorder = await startRecorder(simulator.url);
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-bench-"));
    try {
      const file = join(folder, "requests.json");
      const run = async (mode: "analyse" | "bare"): Promise<Ran> => {
        const args = [CHILD, mode, recorder.url, simulator.database, simulator.login, simulator.apiKey, NOW.toISOString(), file];
        return JSON.parse((await execute(process.execPath, args)).stdout) as Ran;
      };
      const whole: Ran[] = [];
      const bare: Ran[] = [];
      // in turns, so that a noisy moment hits both
      for (let turn = 0; turn < RUNS; turn++) {
        recorder.take();
        whole.push(await run("analyse"));
        await writeFile(file, JSON.stringify(recorder.take()));
        bare.push(await run("bare"));
      }
      const [analysed, read] = [whole, bare].map((runs) => median(runs.map(({ milliseconds }) => milliseconds))) as [number, number];
      const megabytes = Math.max(...whole.map((one) => one.megabytes));
      const ratio = rounded(analysed / read);
      say(`  ${customers * invoices} invoices of ${customers} customers: ${analysed} ms, bare ${read} ms, ${megabytes} MB`);
      return {
        ok: whole.every(({ found }) => found === customers) && ratio <= MOST_RATIO && megabytes <= MOST_MEGABYTES,
        invoices: customers * invoices,
        customers,
        requests: bare[0]!.found,
        milliseconds: analysed,
        bare_milliseconds: read,
        ratio,
        megabytes,
      };
    } finally {
      await rm(folder, { recursive: true });
      await simulator.stop();
    }
  },
};
