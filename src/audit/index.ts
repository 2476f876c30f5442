export { appendAuditEvent, appendAuditEvents } from "./append.ts";
export { ACTION_AUDIT_KINDS, AUDIT_KINDS, type AuditEvent } from "./events.ts";
export { exportAudit, exportAuditTexts } from "./export.ts";
export { listAuditEntries, type AuditEntryView, type AuditPage } from "./list.ts";
export { publishHead, readHead, readPublishedHeads } from "./head.ts";
export { eraseSubject } from "./erase.ts";
export { readPersonalText } from "./personal.ts";
export { type AuditLine, type PublishedHead, verifyLines } from "./verifier.ts";
export { verifyAuditChain } from "./verify.ts";
