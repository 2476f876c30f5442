import { countWrongTry, findApprovalToken, useApprovalToken, type ApprovalTokenRow } from "#src/db/access/approvalTokens.ts";
import { getActionById, type ActionRow } from "#src/db/access/autonomousActions.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { ActionStatus, RiskLevel } from "#src/protocol/index.ts";
import { whatWasDecided, type Decided } from "./decided.ts";
import { findApprover, type Approver } from "./people.ts";
import type { DecisionVerbs } from "./ports.ts";
import { actsForBy, type ActsFor } from "./standIns.ts";
import { isCurrent, linkHash, orgOfLink, pageCode } from "./tokens.ts";

/** For how long a sign-in is fresh enough for what is risky. */
const FRESH_SIGN_IN_MINUTES = 10;
/** Wrong codes on one link after which only a session decides. */
const MOST_WRONG = 3;

/** Who brings a link, as far as a session says; never what a request's body says. */
export interface LinkVisitor {
  readonly orgId: string;
  readonly userId: string;
  readonly signedInAt: Date;
}

/** What deciding by the link still takes: the code on its page, a session of the person it was sent to, or one that has just begun. */
type Proof = "code" | "session" | "fresh_sign_in";

/** Where a link stands. Only an open one decides. */
type LinkState = "open" | "used" | "decided" | "changed" | "expired" | "not_by_mail" | "not_yours" | "handed_back";

export interface LinkView {
  readonly state: LinkState;
  readonly actionId: string;
  /** The version that it was sent for; what is shown must be this one. */
  readonly fingerprint: string;
  readonly riskLevel: RiskLevel;
  readonly status: ActionStatus;
  /** Whom it was sent to. */
  readonly person: string;
  readonly userId: string;
  /** In whose place it decides; null where it decides in the person's own name, or they act for nobody any more. */
  readonly actsFor: ActsFor | null;
  /** What was decided before, and by whom; null while it waits. */
  readonly decided: Decided | null;
  readonly orgId: string;
  /** What is missing before it decides; null where nothing is. */
  readonly needs: Proof | null;
  /** The digits to type; null where typing them would not help. */
  readonly code: string | null;
  readonly expiresAt: Date;
}

interface Found {
  readonly token: ApprovalTokenRow;
  readonly action: ActionRow;
  readonly person: Approver | null;
  readonly actsFor: ActsFor | null | "ended";
  readonly decided: Decided | null;
}

/** What a link is about and whether it can decide. Changes nothing, however often it is asked. Errors: `not_found`. */
export async function viewLink(base: Omit<Context, "orgId" | "actor">, secret: string, visitor: LinkVisitor | null): Promise<LinkView> {
  return withTransaction(contextOf(base, secret), async (ctx) => {
    const found = await find(ctx, secret);
    const { token, action, person, actsFor, decided } = found;
    const state = stateOf(ctx, found, visitor);
    const needs = state === "open" ? proofNeeded(ctx, found, visitor) : null;
    return {
      state,
      actionId: action.actionId,
      fingerprint: token.fingerprint,
      riskLevel: action.riskLevel,
      status: action.status,
      person: person?.name ?? "",
      userId: token.userId,
      actsFor: actsFor === "ended" ? null : actsFor,
      // who decided is told to the person it was sent to, not to whoever else is signed in
      decided: state === "not_yours" ? null : decided,
      orgId: ctx.orgId,
      needs,
      code: needs === "code" ? pageCode(secret) : null,
      expiresAt: token.expiresAt,
    };
  });
}

export interface LinkDecision {
  readonly decision: "approve" | "reject";
  /** What the page showed: another document than the link was sent for is not decided. */
  readonly fingerprint: string;
  /** Why not, of a rejection. */
  readonly reason?: string | undefined;
  /** The digits from the page, where there is no session. */
  readonly code?: string | undefined;
}

/**
 * Decides by a link, once: whoever comes second with it, a thousand at the same moment too, is told what became of it. The decision
 * is the person's the link was sent to, in the transaction that uses it up; where it was sent to them in the place of somebody who is
 * away, it carries both names, while they act for them.
 * Errors: `not_found`, `unauthenticated`, `forbidden`, `conflict`, `expired`, `fingerprint_mismatch`, `invalid_input`, and the verbs'.
 */
export async function decideByLink(
  base: Omit<Context, "orgId" | "actor">,
  secret: string,
  input: LinkDecision,
  { visitor, verbs }: { readonly visitor: LinkVisitor | null; readonly verbs: DecisionVerbs },
): Promise<{ readonly actionId: string; readonly status: ActionStatus }> {
  // what is refused because of a wrong code has to be counted, so it is thrown behind the commit
  const ended = await withTransaction(contextOf(base, secret), async (inner) => {
    const found = await find(inner, secret, { lock: true });
    const { token, action } = found;
    const refusal = refusalOf(stateOf(inner, found, visitor), found);
    if (refusal !== null) throw refusal;
    if (input.fingerprint !== token.fingerprint) throw anotherDocument(action);
    const wrong = await judgeProof(inner, found, input, secret, visitor);
    if (wrong !== null) return { wrong };
    if (!(await useApprovalToken(inner, token.id))) throw refusalOf("used", found)!;
    const inPlace = token.forUser === null ? {} : { actingFor: `user:${token.forUser}` as const };
    const ctx: TxContext = { ...inner, actor: `user:${token.userId}`, ...inPlace };
    const about = { actionId: token.actionId, fingerprint: token.fingerprint, channel: "email" as const };
    if (input.decision === "approve") return { status: (await verbs.approve({ ctx, input: about })).status, token };
    return { status: (await verbs.reject({ ctx, input: { ...about, reason: input.reason ?? "" } })).status, token };
  });
  if ("wrong" in ended) throw ended.wrong;
  return { actionId: ended.token.actionId, status: ended.status };
}

function contextOf(base: Omit<Context, "orgId" | "actor">, secret: string): Context {
  const orgId = orgOfLink(secret);
  if (orgId === null) throw noSuchLink();
  return { ...base, orgId, actor: "system:ai-coo" };
}

async function find(ctx: TxContext, secret: string, options: { readonly lock?: boolean } = {}): Promise<Found> {
  const token = await findApprovalToken(ctx, linkHash(secret), options);
  if (token === null || token.purpose !== "link") throw noSuchLink();
  const action = await getActionById(ctx, token.actionId);
  if (action === null) throw noSuchLink();
  // a voice of several leaves it waiting, and is nobody's end
  const decided = isCurrent(token, action) ? null : await whatWasDecided(ctx, action.actionId);
  return { token, action, person: await findApprover(ctx, token.userId), actsFor: await actsForBy(ctx, token), decided };
}

function stateOf(ctx: TxContext, { token, action, person, actsFor }: Found, visitor: LinkVisitor | null): LinkState {
  if (person === null) return "not_yours";
  if (visitor !== null && (visitor.orgId !== ctx.orgId || visitor.userId !== token.userId)) return "not_yours";
  if (token.usedAt !== null) return "used";
  if (action.status !== "pending_approval") return "decided";
  if (!isCurrent(token, action)) return "changed";
  if (token.expiresAt <= ctx.clock.now() || action.expiresAt <= ctx.clock.now()) return "expired";
  if (actsFor === "ended") return "handed_back";
  if (!action.actionProtocol.approval.channels.includes("email")) return "not_by_mail";
  return "open";
}

function proofNeeded({ clock }: TxContext, { token, action }: Found, visitor: LinkVisitor | null): Proof | null {
  const isRisky = action.riskLevel === "high" || action.riskLevel === "critical";
  if (visitor === null) {
    if (isRisky) return "fresh_sign_in";
    return action.riskLevel === "low" && token.failedTries < MOST_WRONG ? "code" : "session";
  }
  const age = clock.now().getTime() - visitor.signedInAt.getTime();
  return isRisky && age > FRESH_SIGN_IN_MINUTES * 60_000 ? "fresh_sign_in" : null;
}

/** Why what was brought is not enough; null where it is. A wrong code is counted. */
async function judgeProof(
  ctx: TxContext,
  found: Found,
  input: LinkDecision,
  secret: string,
  visitor: LinkVisitor | null,
): Promise<AiCooError | null> {
  switch (proofNeeded(ctx, found, visitor)) {
    case null:
      return null;
    case "session":
      return new AiCooError("unauthenticated", "Deciding this takes a sign-in, so nothing was decided.", {
        next: "Sign in as the person the link was sent to, then decide on the same page.",
      });
    case "fresh_sign_in":
      return new AiCooError(
        "unauthenticated",
        `Deciding this takes a sign-in of the last ${FRESH_SIGN_IN_MINUTES} minutes, so nothing was decided.`,
        { next: "Sign in again as the person the link was sent to, then decide on the same page.", details: { fresh: true } },
      );
    case "code": {
      if (input.code === undefined || input.code === "") {
        return new AiCooError("unauthenticated", "The code of the page was not typed, so nothing was decided.", {
          next: "Type the four digits that the page shows, or sign in.",
        });
      }
      if (input.code === pageCode(secret)) return null;
      const tries = await countWrongTry(ctx, found.token.id);
      return new AiCooError("forbidden", "The code is not the one that the page shows, so nothing was decided.", {
        next: tries < MOST_WRONG ? "Type the four digits as they stand there." : "Sign in: after three wrong codes nothing else decides.",
      });
    }
  }
}

function refusalOf(state: LinkState, { action, token, decided }: Found): AiCooError | null {
  const details = { actionId: action.actionId, status: action.status, state };
  const look = "Open it in AI COO to see how it stands.";
  switch (state) {
    case "open":
      return null;
    case "not_yours":
      return new AiCooError("forbidden", "This link was sent to somebody else, or they may decide no more; nothing was decided.", {
        next: "Sign in as the person it was sent to, or decide in AI COO as yourself.",
      });
    case "used":
      return new AiCooError("conflict", "This link has decided already; nothing was decided again.", { next: look, details });
    case "decided":
      return new AiCooError("conflict", `${firstOf(action.status, decided)} Nothing was decided again.`, {
        next: look,
        details: { ...details, reason: action.statusReason, decided },
      });
    case "changed":
      return anotherDocument(action);
    case "expired":
      return new AiCooError("expired", `The link ended at ${token.expiresAt.toISOString()}, so nothing was decided.`, {
        next: "If the reason still stands, the next analysis proposes it again.",
        details,
      });
    case "handed_back":
      return new AiCooError("forbidden", "You stand in for the person this was asked in the place of no more; nothing was decided.", {
        next: "Decide in AI COO in your own name, or let them do it.",
      });
    case "not_by_mail":
      return new AiCooError("forbidden", "The organisation does not let this be decided by mail, so nothing was decided.", {
        next: "Decide it in AI COO.",
      });
  }
}

/** Who was first, and with what; without a name where it was nobody's of the organisation. */
function firstOf(status: ActionStatus, decided: Decided | null): string {
  if (decided === null || decided.by === null) return `Somebody else was first: the action is ${status}.`;
  const forWhom = decided.inPlaceOf === null ? "" : `, in the place of ${decided.inPlaceOf}`;
  return `${decided.by} was first${forWhom}: it was ${decided.what}, and is ${status}.`;
}

function anotherDocument({ actionId, version, fingerprint }: ActionRow): AiCooError {
  return new AiCooError("fingerprint_mismatch", "The action has changed since this link was sent; nothing was decided.", {
    next: "Open it in AI COO, read what it does now, and decide there.",
    details: { actionId, version, fingerprint },
  });
}

/** The same for what was never made, was forgotten, or is another organisation's. */
function noSuchLink(): AiCooError {
  return new AiCooError("not_found", "This link is not known, so nothing was shown or decided.", {
    next: "It may have been cut off: open it in the message once more, or open AI COO.",
  });
}
