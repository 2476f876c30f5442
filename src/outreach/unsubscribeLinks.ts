import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { z } from "zod";
import type { OutreachChannel } from "#src/protocol/index.ts";

/** Whom an unsubscribe link was made for. */
export interface Unsubscriber {
  readonly orgId: string;
  readonly channel: OutreachChannel;
  readonly address: string;
}

export interface UnsubscribeLinks {
  /** The token of the link in a message to this address; the same each time. Holds for as long as the secret. */
  seal(unsubscriber: Unsubscriber): string;
  /** Whom a token is for; null for anything that we did not make. */
  open(token: string): Unsubscriber | null;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const payloadSchema = z.tuple([z.literal(1), z.string().min(1), z.enum(["email", "sms"]), z.string().min(3).max(320)]);

/**
 * Tokens that nobody can make or read without the secret: links travel through mail servers, logs and histories, and an address in
 * them would stay there. The nonce is a keyed hash of the contents, so that equal links are equal and none is used twice for others.
 */
export function createUnsubscribeLinks(secret: string): UnsubscribeLinks {
  const key = derive(secret, "ai-coo unsubscribe encryption");
  const nonceKey = derive(secret, "ai-coo unsubscribe nonce");
  return {
    seal: ({ orgId, channel, address }) => {
      const payload = JSON.stringify([1, orgId, channel, address] satisfies z.infer<typeof payloadSchema>);
      const nonce = createHmac("sha256", nonceKey).update(payload).digest().subarray(0, NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      return Buffer.concat([nonce, cipher.update(payload, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64url");
    },
    open: (token) => {
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString("base64url") !== token) return null;
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
        const parsed = payloadSchema.safeParse(JSON.parse(text));
        if (!parsed.success) return null;
        const [, orgId, channel, address] = parsed.data;
        return { orgId, channel, address };
      } catch {
        return null;
      }
    },
  };
}

const derive = (secret: string, purpose: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
