import { bigint, customType, foreignKey, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { aiCoo, moment, orgId } from "./base.ts";

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/**
 * The audit: append-only (trigger and privileges), one hash chain per organisation. `entry` is the exact
 * text that was hashed; the columns beside it repeat parts of it for queries and are checked against it.
 */
export const actionEvents = aiCoo.table(
  "action_events",
  {
    orgId: orgId(),
    /** 1, 2, 3, … without a gap. */
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
    kind: text("kind").notNull(),
    actor: text("actor").notNull(),
    actionId: uuid("action_id"),
    entry: text("entry").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.seq] }),
    index("action_events_action_idx").on(t.orgId, t.actionId, t.seq), // the history of one action
  ],
);

/** Personal text of an entry, encrypted with its subject's key; only a salted commitment is in the chain. */
export const actionEventTexts = aiCoo.table(
  "action_event_texts",
  {
    orgId: orgId(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    subject: text("subject").notNull(),
    iv: bytes("iv").notNull(),
    tag: bytes("tag").notNull(),
    /** Salt and text together, AES-256-GCM. */
    ciphertext: bytes("ciphertext").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.seq] }),
    foreignKey({
      name: "action_event_texts_event_fk",
      columns: [t.orgId, t.seq],
      foreignColumns: [actionEvents.orgId, actionEvents.seq],
    }),
    index("action_event_texts_subject_idx").on(t.orgId, t.subject), // what is held about a person
  ],
);

/** One key per person or address written about; erasing the key erases the text everywhere, backups apart. */
export const subjectKeys = aiCoo.table(
  "subject_keys",
  {
    orgId: orgId(),
    subject: text("subject").notNull(),
    /** Null once erased; the row stays so that the subject never silently gets a new key under old text. */
    key: bytes("key"),
    createdAt: moment("created_at").notNull(),
    erasedAt: moment("erased_at"),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.subject] })],
);
