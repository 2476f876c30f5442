import { afterAll, beforeAll, describe } from "vitest";
import { accountingContract } from "./parts/accounting.ts";
import { connectionContract } from "./parts/connection.ts";
import { contactsContract } from "./parts/contacts.ts";
import { creatingContract } from "./parts/creating.ts";
import { domainsContract } from "./parts/domains.ts";
import { fieldsContract } from "./parts/fields.ts";
import { groupingContract } from "./parts/grouping.ts";
import { notesContract } from "./parts/notes.ts";
import { readingContract } from "./parts/reading.ts";
import { refusalsContract } from "./parts/refusals.ts";
import { wireContract } from "./parts/wire.ts";
import { workContract } from "./parts/work.ts";
import { openSession, type ContractTarget, type Session } from "./session.ts";

/** How a part reaches the server: only inside tests, which run after it was opened. What to expect of it is known before. */
export type GetSession = () => Session;

/**
 * What the product relies on in Odoo: the same calls, the same shapes, the same errors, on every server it
 * is run against. Where the simulator differs from a real server, the simulator is wrong.
 */
export function odooContract(target: ContractTarget): void {
  describe(`${target.name} over ${target.transport}`, () => {
    let opened: Session | undefined;
    const session: GetSession = () => {
      if (opened === undefined) throw new Error("the server was not opened");
      return opened;
    };
    beforeAll(async () => {
      opened = await openSession(target);
    }, 120_000);
    afterAll(async () => {
      await opened?.close();
    });

    connectionContract(session, target);
    fieldsContract(session, target);
    readingContract(session, target);
    domainsContract(session, target);
    groupingContract(session);
    accountingContract(session, target);
    contactsContract(session, target);
    workContract(session, target);
    creatingContract(session, target);
    notesContract(session, target);
    refusalsContract(session, target);
    wireContract(session, target);
  });
}
