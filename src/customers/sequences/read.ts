import { getLatestAnalysisResult } from "#src/db/access/analysisResults.ts";
import { openCommitmentRows, rememberedCommitmentRows } from "#src/db/access/customerCommitments.ts";
import { openSteps, sentLevels } from "#src/db/access/reminderSequences.ts";
import type { TxContext } from "#src/db/index.ts";
import { askedDebtOf } from "#src/outreach/index.ts";
import { composeSequence, isAboutDebt, type SequenceFacts } from "./compose.ts";
import { storedCompaniesSchema, storedDebtsSchema, storedFindings } from "./stored.ts";
import type { SequenceView } from "./types.ts";

/** As far back as the ladder remembers. */
const MEMORY_DAYS = 730;
const DAY_MS = 86_400_000;

type Debt = SequenceFacts["debt"];

const keyOf = ({ partnerId, companyId, currency }: Debt): string => `${partnerId}:${companyId}:${currency}`;

/** The sequences of all customers or of one: of every debt that is overdue, was reminded of, or has a step that waits. */
export async function readSequences(ctx: TxContext, { partnerId }: { readonly partnerId?: number | undefined }): Promise<SequenceView[]> {
  const since = new Date(ctx.clock.now().getTime() - MEMORY_DAYS * DAY_MS);
  const analysis = await getLatestAnalysisResult(ctx, "financial");
  const levels = await sentLevels(ctx, { since, partnerId });
  const steps = await openSteps(ctx, { partnerId });
  const commitments = await openCommitmentRows(ctx, partnerId === undefined ? {} : { partnerIds: [partnerId] });
  const resumes = (await rememberedCommitmentRows(ctx, { since })).filter(({ kind }) => kind === "resume");

  const companies = storedCompaniesSchema.safeParse(analysis?.metrics ?? []).data ?? [];
  const looked = new Set(companies.map(({ company }) => company.id));
  const stored = [...(storedDebtsSchema.safeParse(analysis?.notChased ?? []).data ?? []), ...storedFindings(analysis?.findings)].map(
    (owed) => ({
      owed,
      debt: { partnerId: owed.partnerId, companyId: owed.companyId, currency: owed.currency.code },
    }),
  );
  const debts = new Map<string, Debt>();
  const note = (debt: Debt): unknown => (partnerId === undefined || debt.partnerId === partnerId ? debts.set(keyOf(debt), debt) : null);
  for (const { debt } of stored) note(debt);
  for (const { partnerId: id, companyId, currency } of levels)
    if (companyId !== null && currency !== null) note({ partnerId: id, companyId, currency });
  const open = steps.flatMap((step) => {
    const asked = askedDebtOf(step.document);
    if (asked?.companyId === undefined || asked.currency === undefined) return [];
    return [{ step, debt: { partnerId: asked.partnerId, companyId: asked.companyId, currency: asked.currency } }];
  });
  for (const { debt } of open) note(debt);

  const [levelsOf, storedOf, openOf] = [
    Map.groupBy(levels, (level) => `${level.partnerId}:${level.companyId}:${level.currency}`),
    new Map(stored.map(({ debt, owed }) => [keyOf(debt), owed])),
    new Map(open.toReversed().map(({ debt, step }) => [keyOf(debt), step])),
  ];
  return [...debts].map(([key, debt]) =>
    composeSequence({
      debt,
      levels: levelsOf.get(key) ?? [],
      owed: storedOf.get(key),
      asOf: analysis !== null && looked.has(debt.companyId) ? analysis.startedAt : null,
      commitments: commitments.filter((row) => isAboutDebt(row, debt)),
      resumedAt: resumes.findLast((row) => isAboutDebt(row, debt))?.recordedAt ?? null,
      open: openOf.get(key),
    }),
  );
}
