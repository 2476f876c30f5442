import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionApprovals, actionVersions, autonomousActions } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { fingerprint, getActionDescription, type ActionProtocol } from "#src/protocol/index.ts";
import { documentOf, type Mix } from "./documents.ts";

const ROWS_PER_INSERT = 500;

/** Caps that a bench does not reach; the product's own would stop it at a hundred mails. */
const WIDE = { perHour: 1_000_000, perDay: 1_000_000, perPartnerAndDay: 3 };

/** Lets an organisation contact as many people as it likes. */
export async function liftLimits(ctx: Context): Promise<void> {
  await withTransaction(ctx, (inner) => saveOrgSettings(inner, "outreach", { limits: { email: WIDE, sms: WIDE } }));
}

/** Fills an organisation with approved actions as proposing and approving them would have left them. */
export async function seedApproved(
  ctx: Context,
  options: { readonly count: number; readonly mix: Mix; readonly from?: number },
): Promise<void> {
  await liftLimits(ctx);
  const { from = 0 } = options;
  for (let start = 0; start < options.count; start += ROWS_PER_INSERT) {
    const count = Math.min(ROWS_PER_INSERT, options.count - start);
    const now = ctx.clock.now();
    await insertApproved(
      ctx,
      Array.from({ length: count }, (_, index) => documentOf(ctx.orgId, now, options.mix, from + start + index)),
    );
  }
}

/** Stores these actions, their first versions and an approval of each, as one transaction. */
export async function insertApproved(ctx: Context, documents: readonly ActionProtocol[]): Promise<void> {
  const { orgId } = ctx;
  const now = ctx.clock.now();
  const actions = documents.map((action) => ({ action, actionId: action.action_id, fingerprint: fingerprint(action) }));
  await withTransaction(ctx, async ({ tx }) => {
    await tx.insert(autonomousActions).values(
      actions.map(({ action, actionId, fingerprint }) => ({
        orgId,
        actionId,
        version: 1,
        status: "approved" as const,
        actionType: action.action_type,
        safeOperation: action.safe_operation,
        riskLevel: action.risk_level,
        idempotencyKey: action.idempotency_key,
        scopeKey: scopeKeyOf(action),
        partnerId: action.affected_records.partner_id ?? null,
        partnerName: action.affected_records.partner_name ?? null,
        title: getActionDescription(action),
        fingerprint,
        actionProtocol: action,
        expiresAt: new Date(action.expires_at),
        createdBy: action.created_by,
        createdAt: now,
        updatedAt: now,
      })),
    );
    await tx.insert(actionVersions).values(
      actions.map(({ action, actionId, fingerprint }) => ({
        orgId,
        actionId,
        version: 1,
        fingerprint,
        actionProtocol: action,
        createdBy: action.created_by,
        createdAt: now,
        reason: "proposed",
      })),
    );
    await tx.insert(actionApprovals).values(
      actions.map(({ actionId, fingerprint }) => ({
        orgId,
        id: uuidv7(now),
        actionId,
        version: 1,
        fingerprint,
        decision: "approve" as const,
        actor: "user:anna" as const,
        channel: "in_app" as const,
        decidedAt: now,
      })),
    );
  });
}

/** The scope that the action's own check guards. */
function scopeKeyOf({ revalidation_plan: { checks } }: ActionProtocol): string | null {
  const guard = checks.map(({ predicate }) => predicate).find(({ type }) => type === "no_duplicate_action_in_window");
  return guard?.type === "no_duplicate_action_in_window" ? guard.scope_key : null;
}
