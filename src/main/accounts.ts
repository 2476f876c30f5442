// not the whole API, which a command and a worker do not serve
import { createAccounts, signInUrl, type Accounts, type CreateKeyInput } from "#src/api/accounts/index.ts";
import type { BackOffice } from "./backOffice.ts";
import { authSecret } from "./dataFolder.ts";
import { organisationName } from "./organisation.ts";
import { readProcesses } from "./processes.ts";

/** The accounts as the command line reaches them: the organisation and its owner are made where they are not there yet. */
export async function openAccounts(
  office: BackOffice,
): Promise<{ readonly accounts: Accounts; readonly ownerId: string; readonly url: string }> {
  const { config, db, clock, odoo } = office;
  const running = readProcesses(config.dataDir).find((one) => one.url !== "");
  const url = running?.url ?? config.publicUrl ?? `http://${config.host}:${config.port}`;
  const secret = authSecret(config.dataDir, office.authSecret);
  const accounts = createAccounts({ db, clock, secret, publicUrl: url, origins: () => [url] });
  const orgName = await organisationName(config, odoo.connection.reader);
  const { userId } = await accounts.ensureOwner({ orgId: config.organisation.id, orgName });
  return { accounts, ownerId: userId, url };
}

/** A link that signs the owner, or the member with an address, in once. */
export async function makeSignInLink(office: BackOffice, email?: string): Promise<{ readonly url: string; readonly expiresAt: string }> {
  const { accounts, url } = await openAccounts(office);
  const { token, expiresAt } = await accounts.mintSignInToken({ orgId: office.config.organisation.id, email });
  return { url: signInUrl(url, token), expiresAt: expiresAt.toISOString() };
}

/** An API key of the organisation. The key itself is in the answer and nowhere else. */
export async function makeKey(
  office: BackOffice,
  input: Omit<CreateKeyInput, "orgId">,
): Promise<{ readonly id: string; readonly key: string }> {
  const { accounts, ownerId } = await openAccounts(office);
  const made = await accounts.createKey({ orgId: office.config.organisation.id, ...input });
  await accounts.auditKey(office.context(`user:${ownerId}`), made.id, input);
  return made;
}
