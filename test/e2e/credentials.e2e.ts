import type { Page } from "@playwright/test";
import { addPerson, PASSWORD } from "./support/filled.ts";
import { expect, test } from "./support/test.ts";
import { totp } from "./support/totp.ts";

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByRole("textbox", { name: "Email address" }).fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const signOut = (page: Page) => page.getByRole("button", { name: "Sign out" }).click();

/** A device with a fingerprint reader, as the browser's own tools play one. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("adds a passkey, signs in with it, and no longer once it is removed", async ({ stranger, product, owner }) => {
  const email = "pia@people.example";
  await addPerson(product, owner, { name: "Pia Passkey", email });
  // no browser binds a passkey to an address of digits
  const origin = product.url.replace("127.0.0.1", "localhost");
  await plugInAuthenticator(stranger);
  await stranger.goto(`${origin}/sign-in`);
  await signIn(stranger, email);
  await stranger.getByRole("navigation").first().waitFor();
  await stranger.goto(`${origin}/account`);
  await stranger.getByRole("textbox", { name: "What you call this device" }).fill("Notebook");
  await stranger.getByRole("button", { name: "Add a passkey" }).click();
  const passkey = stranger.locator("main li").filter({ hasText: "Notebook" });
  await passkey.waitFor();

  await signOut(stranger);
  await stranger.getByRole("button", { name: "Sign in with a passkey" }).click();
  await stranger.getByRole("heading", { name: "My account" }).waitFor();
  await passkey.getByRole("button", { name: "Remove" }).click();
  await passkey.waitFor({ state: "detached" });
  await signOut(stranger);
  await stranger.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(stranger.getByRole("alert")).toContainText("not known here");
});

test("turns the second step on, signs in with a code and with a backup code, and turns it off", async ({ stranger, product, owner }) => {
  const email = "tom@people.example";
  await addPerson(product, owner, { name: "Tom Two", email });
  await stranger.goto("/account");
  await signIn(stranger, email);
  const second = stranger.locator("main section").filter({ has: stranger.getByRole("heading", { name: "Second step" }) });
  await second.getByLabel("Password").fill(PASSWORD);
  await second.getByRole("button", { name: "Turn on" }).click();
  const secret = /key: ([A-Z2-7]+)/.exec((await second.getByText("Scan this", { exact: false }).textContent()) ?? "")?.[1] ?? "";
  const backup = await second.locator("pre code").first().textContent();
  await second.getByLabel("Code of your app", { exact: false }).fill(totp(secret));
  await second.getByRole("button", { name: "Confirm" }).click();
  await second.getByText("On: signing in", { exact: false }).waitFor();

  // the next one: a code that was used is not good again
  for (const code of [() => totp(secret, 1), () => backup!]) {
    await signOut(stranger);
    await signIn(stranger, email);
    await stranger.getByText("Your password is right.", { exact: false }).waitFor();
    await stranger.getByLabel("Code of your app", { exact: false }).fill(code());
    await stranger.getByRole("button", { name: "Sign in", exact: true }).click();
    await stranger.getByRole("heading", { name: "My account" }).waitFor();
  }

  await second.getByLabel("Password").fill(PASSWORD);
  await second.getByRole("button", { name: "Turn off" }).click();
  await second.getByText("Off: the password alone", { exact: false }).waitFor();
  await signOut(stranger);
  await signIn(stranger, email);
  await stranger.getByRole("heading", { name: "My account" }).waitFor();
});
