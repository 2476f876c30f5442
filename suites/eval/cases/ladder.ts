import { debtor, reminded, type EvalCase } from "../types.ts";

/** Which level, for whom, and when the ladder ends. */

const remembered =
  (level: number, days: number): EvalCase["memory"] =>
  ({ partner, invoice }) => ({ reminders: [reminded(partner!, [invoice!], level, days)] });

const one =
  (overdue: number, amount = 500): EvalCase["build"] =>
  (company, ids) => {
    const customer = company.customer({ name: "Alder" });
    ids["partner"] = customer.id;
    ids["invoice"] = customer.invoice({ amount, due: `-${overdue}d` }).id;
  };

/** The customer answered so many days ago. */
const answered =
  (overdue: number, days: number): EvalCase["build"] =>
  (company, ids) => {
    one(overdue)(company, ids);
    company.customer({ name: "Alder" }).wrote({ date: `-${days}d`, body: "<p>Wait</p>" });
  };

export const LADDER: readonly EvalCase[] = [
  { about: "due today is not overdue", build: (company) => void debtor(company, "Alder", 0), right: [] },
  { about: "within the days of grace", build: one(3), right: ["held within_grace: Alder, 500.00 EUR"] },
  { about: "after the grace and before the first level", build: one(6), right: ["held next_level_not_due: Alder, 500.00 EUR"] },
  { about: "the first level on its day", build: one(7), right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"] },
  {
    about: "the first level comes first however late it is",
    build: one(50),
    right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "the second level",
    build: one(21),
    memory: remembered(1, 6),
    right: ["reminder 2: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  { about: "too soon after the first", build: one(21), memory: remembered(1, 4), right: ["held next_level_not_due: Alder, 500.00 EUR"] },
  {
    about: "the second level before its day",
    build: one(20),
    memory: remembered(1, 8),
    right: ["held next_level_not_due: Alder, 500.00 EUR"],
  },
  {
    about: "the third level",
    build: one(45),
    memory: remembered(2, 6),
    right: ["reminder 3: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "a person after the third",
    build: one(55),
    memory: remembered(3, 8),
    right: ["collection: Alder, Mitchell Admin, 500.00 EUR, invoice 1"],
  },
  { about: "the days after the third", build: one(55), memory: remembered(3, 6), right: ["held next_level_not_due: Alder, 500.00 EUR"] },
  {
    about: "an answer ends the sequence",
    build: answered(21, 2),
    memory: remembered(1, 6),
    right: ["alert customer_answered: Alder answered: the reminders have ended", "held customer_wrote: Alder, 500.00 EUR"],
  },
  {
    about: "an answer ends the sequence, however long ago it came",
    build: answered(50, 20),
    memory: remembered(2, 25),
    right: ["alert customer_answered: Alder answered: the reminders have ended", "held customer_wrote: Alder, 500.00 EUR"],
  },
  {
    about: "what was written before the last reminder ends nothing",
    build: answered(50, 20),
    memory: remembered(2, 15),
    right: ["reminder 3: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "an answer ends the collection task too, and an escalation is no step of the sequence",
    build: answered(70, 10),
    memory: remembered(3, 20),
    right: [
      "alert customer_answered: Alder answered: the reminders have ended",
      "escalation: Alder, Mitchell Admin, 500.00 EUR, on invoice 1, invoice 1",
    ],
  },
  {
    about: "what falls due after the answer is a sequence of its own",
    build: (company, ids) => {
      answered(50, 20)(company, ids);
      company.customer({ name: "Alder" }).invoice({ amount: 70, due: "-10d" });
    },
    memory: remembered(2, 25),
    right: [
      "alert customer_answered: Alder answered: the reminders have ended",
      "left out customer_wrote: Alder, invoice 1",
      "reminder 1: Alder, accounts@alder.example, 70.00 EUR, invoice 2",
    ],
  },
  {
    about: "the ladder ends with a person, not in a loop",
    build: one(59),
    memory: ({ partner, invoice }) => ({
      reminders: [reminded(partner!, [invoice!], 3, 20)],
      handovers: [{ actionType: "create_collection_task", partnerId: partner!, at: "2026-06-01T09:00:00Z", invoiceIds: [invoice!] }],
    }),
    right: ["held ladder_ended: Alder, 500.00 EUR"],
  },
  {
    about: "long overdue is escalated beside the reminder",
    build: one(61),
    right: [
      "escalation: Alder, Mitchell Admin, 500.00 EUR, on invoice 1, invoice 1",
      "reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1",
    ],
  },
  {
    about: "sixty days are not more than sixty",
    build: one(60),
    right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "a large sum is escalated once the first level's days have passed",
    build: one(7, 10_000),
    right: [
      "escalation: Alder, Mitchell Admin, 10000.00 EUR, on invoice 1, invoice 1",
      "reminder 1: Alder, accounts@alder.example, 10000.00 EUR, invoice 1",
    ],
  },
  { about: "a large sum before that is not", build: one(6, 10_000), right: ["held next_level_not_due: Alder, 10000.00 EUR"] },
];
