import type { MiddlewareHandler } from "hono";

/**
 * What the page may do: run its own scripts, use its own styles, talk to its own server, nothing else.
 * `data:` images are the marks that CSS draws; there is no `unsafe-inline` anywhere.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * What a message may do when it is shown: look as it will arrive. It is a document of its own with an
 * opaque origin: no script, no form, nothing loaded from anywhere.
 */
export const MESSAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

/** The headers of every answer; a handler's own policy is left as it is. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", PAGE_POLICY);
    headers.set("x-frame-options", "DENY");
  }
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  if (c.req.path.startsWith("/api/")) headers.set("cache-control", "no-store");
};
