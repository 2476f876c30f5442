import { recommendActions, DEFAULT_RECOMMENDER_SETTINGS } from "#src/recommender/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { company, customer, invoice, NOW, overdue, recipient, step } from "#test/recommender/findings.ts";
import { say } from "../suites/support/report.ts";
import type { BenchSection } from "./section.ts";

const CANDIDATES = 1_000;
const INVOICES_EACH = 5;
/** The bar: so many candidates are composed, validated and ordered within this time. */
const MOST_MS = 2_000;
const RUNS = 3;

/** A thousand customers with reminders due, in two languages, composed by the playbook alone. */
export const recommending: BenchSection = {
  name: "recommending",
  async run() {
    const overdueCustomers = Array.from({ length: CANDIDATES }, (_, index) => {
      const partnerId = 10_000 + index;
      const email = `billing@customer-${index}.example`;
      return overdue({
        customer: { ...customer, partnerId, name: `Customer ${index}` },
        invoices: Array.from({ length: INVOICES_EACH }, (__, each) => {
          const id = index * INVOICES_EACH + each + 1;
          return invoice({ id, number: `INV/2026/${String(id).padStart(5, "0")}`, residual: 100 + each });
        }),
        reminder: step({ recipient: { ...recipient, partnerId, email, emailAsRead: email, lang: index % 2 === 0 ? "en_US" : "fr_FR" } }),
      });
    });
    const analysis = {
      kind: "financial",
      analysedAt: NOW.toISOString(),
      companyIds: [company.id],
      timezone: company.timezone,
      metrics: [],
      alerts: [],
      overdueCustomers,
      paidInvoices: [],
      notChased: [],
      answered: [],
    } as const;
    const times: number[] = [];
    let composed = 0;
    for (let run = 0; run < RUNS; run++) {
      const began = performance.now();
      const { actions } = recommendActions({
        analysis,
        orgId: "bench",
        now: NOW,
        ids: () => uuidv7(NOW),
        settings: DEFAULT_RECOMMENDER_SETTINGS,
      });
      times.push(performance.now() - began);
      composed = actions.length;
    }
    const milliseconds = Math.round(times.toSorted((a, b) => a - b)[1]!);
    say(`  ${composed} of ${CANDIDATES} candidates composed in ${milliseconds} ms`);
    return { ok: composed === CANDIDATES && milliseconds <= MOST_MS, candidates: CANDIDATES, composed, milliseconds };
  },
};
