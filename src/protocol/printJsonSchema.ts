import { protocolJsonSchema } from "./jsonSchema.ts";

// `npm run protocol:schema` writes this to docs/protocol/; a test compares the two.
console.log(JSON.stringify(protocolJsonSchema(), null, 2));
