ALTER TABLE "ai_coo"."scheduled_follow_ups" DROP CONSTRAINT "scheduled_follow_ups_status_check";--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "snoozed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "not_before_unsnoozed" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "undo_of" uuid;--> statement-breakpoint
ALTER TABLE "ai_coo"."scheduled_follow_ups" ADD COLUMN "claimed_by" uuid;--> statement-breakpoint
ALTER TABLE "ai_coo"."scheduled_follow_ups" ADD COLUMN "claimed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ai_coo"."scheduled_follow_ups" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_coo"."scheduled_follow_ups" ADD COLUMN "settled_by" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."scheduled_follow_ups" ADD COLUMN "reason" text;--> statement-breakpoint
CREATE INDEX "autonomous_actions_undo_of_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","undo_of") WHERE undo_of is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "autonomous_actions_one_undo_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","undo_of") WHERE undo_of is not null and status in ('pending_approval', 'approved', 'executing', 'needs_attention', 'completed');--> statement-breakpoint
CREATE INDEX "scheduled_follow_ups_list_idx" ON "ai_coo"."scheduled_follow_ups" USING btree ("org_id","created_at","id");--> statement-breakpoint
ALTER TABLE "ai_coo"."scheduled_follow_ups" ADD CONSTRAINT "scheduled_follow_ups_status_check" CHECK (status in ('scheduled', 'proposed', 'closed', 'cancelled'));