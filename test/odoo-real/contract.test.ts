import { odooContract } from "#test/contract/odooContract.ts";
import { realOdoo } from "#test/support/realOdoo.ts";

odooContract({ name: "Odoo 19", release: 19, transport: "json2", open: async () => realOdoo(19) });
odooContract({ name: "Odoo 19", release: 19, transport: "jsonrpc", open: async () => realOdoo(19) });
odooContract({ name: "Odoo 14", release: 14, transport: "jsonrpc", open: async () => realOdoo(14) });
