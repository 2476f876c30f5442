ALTER TABLE "ai_coo"."approval_tokens" ADD COLUMN "for_user" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."notifications" ADD COLUMN "for_user" text;