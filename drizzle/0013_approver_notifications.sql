CREATE TABLE "ai_coo"."notifications" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"dedupe_key" text NOT NULL,
	"user_id" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"action_id" uuid,
	"version" integer,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"delivery_id" uuid,
	"reason" text,
	"provider_ref" text,
	CONSTRAINT "notifications_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "notifications_channel_check" CHECK (channel in ('email', 'sms')),
	CONSTRAINT "notifications_kind_check" CHECK (kind in ('approval', 'escalation', 'digest', 'receipt', 'test')),
	CONSTRAINT "notifications_state_check" CHECK (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" ADD COLUMN "pending_phone" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" ADD COLUMN "phone_code_hash" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" ADD COLUMN "phone_code_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" ADD COLUMN "sms_wrong" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" ADD COLUMN "sms_locked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ai_coo"."notifications" ADD CONSTRAINT "notifications_action_fk" FOREIGN KEY ("org_id","action_id") REFERENCES "ai_coo"."autonomous_actions"("org_id","action_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_key_idx" ON "ai_coo"."notifications" USING btree ("org_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "notifications_due_idx" ON "ai_coo"."notifications" USING btree ("org_id","due_at") WHERE state in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "notifications_user_idx" ON "ai_coo"."notifications" USING btree ("org_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_action_idx" ON "ai_coo"."notifications" USING btree ("org_id","action_id","user_id");--> statement-breakpoint
CREATE INDEX "approval_tokens_user_idx" ON "ai_coo"."approval_tokens" USING btree ("org_id","user_id","purpose");--> statement-breakpoint
CREATE UNIQUE INDEX "notification_preferences_phone_idx" ON "ai_coo"."notification_preferences" USING btree ("org_id","phone") WHERE phone is not null;--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" DROP COLUMN "in_app";--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" DROP COLUMN "email";--> statement-breakpoint
ALTER TABLE "ai_coo"."notification_preferences" DROP COLUMN "sms";--> statement-breakpoint
alter table ai_coo.notifications enable row level security;
--> statement-breakpoint
alter table ai_coo.notifications force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.notifications using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, update, delete on ai_coo.notifications to ai_coo_app;
