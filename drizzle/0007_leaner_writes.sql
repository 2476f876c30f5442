ALTER TABLE "ai_coo"."action_stages" DROP CONSTRAINT "action_stages_attempt_fk";
--> statement-breakpoint
DROP INDEX "ai_coo"."action_stages_action_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."action_events_at_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."action_follow_ons_open_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."outreach_ledger_action_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."outreach_ledger_channel_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."outreach_ledger_partner_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."outreach_ledger_scope_idx";--> statement-breakpoint
CREATE INDEX "action_follow_ons_open_idx" ON "ai_coo"."action_follow_ons" USING btree ("org_id","not_before") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_ledger_action_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","action_id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "outreach_ledger_channel_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","channel","reserved_at") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "outreach_ledger_partner_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","partner_id","channel","reserved_at") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "outreach_ledger_scope_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","scope_key","reserved_at") WHERE released_at is null;--> statement-breakpoint
ALTER TABLE "ai_coo"."outreach_ledger" ADD CONSTRAINT "outreach_ledger_released_check" CHECK ((state = 'released') = (released_at is not null));--> statement-breakpoint
-- Written by hand, because Drizzle's schema files cannot say it: room on each page, so that a row that is changed soon
-- after it was written stays on its page, where no index has to hear of the change.
alter table ai_coo.action_attempts set (fillfactor = 70);--> statement-breakpoint
alter table ai_coo.action_stages set (fillfactor = 85);--> statement-breakpoint
alter table ai_coo.action_follow_ons set (fillfactor = 60);--> statement-breakpoint
alter table ai_coo.outreach_ledger set (fillfactor = 60);--> statement-breakpoint
alter table ai_coo.outreach_state set (fillfactor = 60);
