/** Where a page of a list ends: the last row's moment and id. */
export interface Cursor {
  readonly at: Date;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The cursor as one word for an address. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

/** Reads what {@link writeCursor} wrote; null for anything else, moments and ids that there are not among it. */
export function readCursor(text: string): Cursor | null {
  const [moment = "", id = ""] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  const at = new Date(moment);
  if (Number.isNaN(at.getTime()) || !UUID.test(id)) return null;
  return writeCursor({ at, id }) === text ? { at, id } : null;
}
