ALTER TABLE "ai_coo"."action_stages" DROP CONSTRAINT "action_stages_attempt_fk";
--> statement-breakpoint
DROP INDEX "ai_coo"."action_stages_action_idx";--> statement-breakpoint
DROP INDEX "ai_coo"."action_events_at_idx";