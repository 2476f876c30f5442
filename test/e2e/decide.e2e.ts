import { getAction } from "#src/actions/index.ts";
import { addPerson, PASSWORD } from "./support/filled.ts";
import { proposedByMail } from "./support/mailLink.ts";
import { accessibilityProblems, expect, test } from "./support/test.ts";

test("a mailed link asks for the sign-in of its person, leads back, and decides once @phone", async ({ stranger, product, owner }, {
  project,
}) => {
  const email = `dana.${project.name}@people.example`;
  const userId = await addPerson(product, owner, { name: "Dana Decider", email });
  const { actionId, link } = await proposedByMail(product, userId, { partnerName: "Far Away" });
  await stranger.goto(link);
  await stranger.getByRole("article", { name: "Far Away" }).waitFor();
  await expect(stranger.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await stranger.getByRole("link", { name: "Sign in" }).click();
  await stranger.getByRole("textbox", { name: "Email address" }).fill(email);
  await stranger.getByLabel("Password").fill(PASSWORD);
  await stranger.getByRole("button", { name: "Sign in", exact: true }).click();

  await expect(stranger).toHaveURL(/\/decide$/);
  await stranger.getByRole("article", { name: "Far Away" }).waitFor();
  expect(await accessibilityProblems(stranger)).toEqual([]);
  await stranger.getByRole("button", { name: "Approve" }).click();
  await stranger.getByRole("heading", { name: "Approved", exact: true }).waitFor();
  const { status, approvals } = await getAction({ ctx: product.context(), input: { actionId } });
  expect(status).not.toBe("pending_approval");
  expect(approvals).toMatchObject([{ channel: "email", decision: "approve" }]);

  await stranger.goto(link);
  await stranger.reload();
  await stranger.getByRole("heading", { level: 1 }).waitFor();
  await expect(stranger.getByRole("button", { name: "Approve" })).toHaveCount(0);
});
