import { expect, test } from "vitest";
import { recordUrl } from "../../web/src/components/inbox/recordUrl.ts";

test("a fact leads to its record's form in Odoo, wherever Odoo is served", () => {
  expect(recordUrl("https://erp.example/", "account.move", 17)).toBe("https://erp.example/web#id=17&model=account.move&view_type=form");
  expect(recordUrl("https://erp.example/odoo", "crm.lead", 3)).toBe("https://erp.example/odoo/web#id=3&model=crm.lead&view_type=form");
});

test("no link leads anywhere but to the web, and none where Odoo has no pages", () => {
  expect(recordUrl(null, "account.move", 17)).toBeNull();
  expect(recordUrl("javascript:alert(1)//", "account.move", 17)).toBeNull();
  expect(recordUrl("https://erp.example", "account.move&action=delete", 17)).toBe(
    "https://erp.example/web#id=17&model=account.move%26action%3Ddelete&view_type=form",
  );
});
