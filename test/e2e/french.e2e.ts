import type { Page } from "@playwright/test";
import type { ActionDetail, ActionList, AlertList, HeldList, NotChasedList, Said } from "#src/api/type.ts";
import { analysed } from "./support/filled.ts";
import type { Owner } from "./support/owner.ts";
import { expect, test } from "./support/test.ts";

type WithSaid<T> = T & { readonly said?: Said };

/** What stands in `texts` and nobody has a code for, whole or in part. */
const unsaid = (said: Said | undefined, shelf: keyof Said, texts: readonly string[]): string[] =>
  texts.filter((text) => (said?.[shelf]?.[text] ?? [{ sentence: text }]).some(({ code }) => code === undefined));

/** One waiting action of every type that the analyses have proposed. */
async function oneOfEach(owner: Owner): Promise<WithSaid<ActionDetail>[]> {
  const { actions } = await owner.get<ActionList>("/ai-coo/actions?status=pending_approval&limit=200");
  const ids = new Map(actions.filter(({ createdBy }) => createdBy === "system:ai-coo").map((one) => [one.actionType, one.actionId]));
  return Promise.all([...ids.values()].map(async (id) => owner.get<WithSaid<ActionDetail>>(`/ai-coo/actions/${id}`)));
}

/** What the server wrote into a document for people, and data of Odoo not. */
function writtenIn({ action, riskReasons }: ActionDetail): { sentences: string[]; labels: string[]; checks: string[]; changes: string[] } {
  return {
    sentences: [action.reasoning, action.expected_effect, ...riskReasons],
    labels: action.evidence.map(({ label }) => label),
    checks: action.revalidation_plan.checks.map(({ description }) => description),
    changes: action.proposed_changes.map(({ human_label }) => human_label),
  };
}

async function inFrench(page: Page, path: string): Promise<void> {
  await page.addInitScript(() => localStorage.setItem("ai-coo.locale", "fr"));
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
}

/** The sentences that a page shows as they are stored. */
async function shownAsStored(page: Page, stored: readonly string[]): Promise<string[]> {
  const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
  return stored.filter((sentence) => text.includes(sentence.replaceAll(/\s+/g, " ")));
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["E2E_PICTURES"];
  if (folder === undefined) return;
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/french-${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test("a French reader's card says everything that the server wrote in French", async ({ page, owner }) => {
  test.setTimeout(400_000);
  await analysed(owner);
  for (const detail of await oneOfEach(owner)) {
    const { sentences, labels, checks, changes } = writtenIn(detail);
    const missing = [
      ...unsaid(detail.said, "sentence", sentences),
      ...unsaid(detail.said, "label", labels),
      ...unsaid(detail.said, "description", checks),
      ...unsaid(detail.said, "change", changes),
    ];
    expect.soft(missing, detail.actionType).toEqual([]);
    await inFrench(page, `/?action=${detail.actionId}`);
    await page.getByText("Pourquoi", { exact: true }).first().waitFor();
    // what is written into Odoo is shown as it will stand there
    const written = JSON.stringify(detail.action.operation.inputs);
    const stored = [...sentences, ...checks].filter((sentence) => !written.includes(sentence));
    await expect.poll(async () => shownAsStored(page, stored)).toEqual([]);
    await picture(page, detail.actionType);
  }
});

test("a French reader's alerts, and who is not chased, are in French", async ({ page, owner }) => {
  test.setTimeout(400_000);
  await analysed(owner);
  const alerts = await owner.get<WithSaid<AlertList>>("/ai-coo/alerts");
  const customers = await owner.get<WithSaid<NotChasedList>>("/ai-coo/not-chased");
  const others = await owner.get<WithSaid<HeldList>>("/ai-coo/not-proposed");
  const seen = alerts.alerts.flatMap(({ sentence }) => sentence ?? []);
  const titles = alerts.alerts.map(({ title }) => title);
  const holds = customers.customers.flatMap((one) => one.holds.map(({ sentence }) => sentence));
  expect.soft(unsaid(alerts.said, "sentence", seen)).toEqual([]);
  expect.soft(unsaid(alerts.said, "title", titles)).toEqual([]);
  expect.soft(unsaid(customers.said, "sentence", holds)).toEqual([]);
  expect
    .soft(
      unsaid(
        others.said,
        "sentence",
        others.candidates.map(({ sentence }) => sentence),
      ),
    )
    .toEqual([]);
  await inFrench(page, "/alerts");
  await page.locator("main li").first().waitFor();
  await expect.poll(async () => shownAsStored(page, [...seen, ...titles])).toEqual([]);
  await picture(page, "alerts");
  await inFrench(page, "/not-chased");
  await page.locator("main li").first().waitFor();
  await expect.poll(async () => shownAsStored(page, holds)).toEqual([]);
  await picture(page, "not-chased");
});

/** The members of answers that hold a sentence of the server and never one of a person. */
const SENTENCES = new Set([
  "sentence",
  "sentences",
  "waitsFor",
  "held",
  "riskReasons",
  "statusReason",
  "holdReason",
  "next",
  "reasoning",
  "expected_effect",
]);

/** Every sentence of the server in an answer. */
function sentencesIn(answer: unknown, key = ""): string[] {
  if (typeof answer === "string") return SENTENCES.has(key) && /[a-z] [a-z]/i.test(answer) ? [answer] : [];
  if (Array.isArray(answer)) return answer.flatMap((one) => sentencesIn(one, key));
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([name, one]) => (name === "said" ? [] : sentencesIn(one, name)));
}

for (const path of ["/overview", "/outreach", "/customers", "/follow-ups", "/guardrails", "/connections", "/notifications"]) {
  test(`a French reader's ${path} shows no sentence as the server stored it`, async ({ page, filled }) => {
    test.setTimeout(filled ? 400_000 : 0);
    const stored = new Set<string>();
    page.on("response", (response) => {
      if (!response.url().includes("/api/ai-coo/") || !(response.headers()["content-type"] ?? "").includes("json")) return;
      void response.json().then(
        (answer: unknown) => sentencesIn(answer).forEach((sentence) => stored.add(sentence)),
        () => undefined,
      );
    });
    await inFrench(page, path);
    if (path === "/connections") {
      for (const button of await page.getByRole("button", { name: "Tester", exact: true }).all()) await button.click();
      await page.getByText("Fonctionne", { exact: true }).first().waitFor({ timeout: 60_000 });
    }
    await page.locator("main li, main section").first().waitFor();
    await expect.poll(async () => shownAsStored(page, [...stored])).toEqual([]);
    await picture(page, path.slice(1));
  });
}
