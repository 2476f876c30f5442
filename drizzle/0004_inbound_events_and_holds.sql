CREATE TABLE "ai_coo"."inbound_events" (
	"org_id" text NOT NULL,
	"source" text NOT NULL,
	"event_key" text NOT NULL,
	"kind" text NOT NULL,
	"action_id" uuid,
	"left_ref" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbound_events_org_id_source_event_key_pk" PRIMARY KEY("org_id","source","event_key"),
	CONSTRAINT "inbound_events_source_check" CHECK (source in ('smtp2go', 'smtp2go_sms', 'twilio', 'sms_gateway', 'list_unsubscribe'))
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "hold_source" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "hold_released" text;--> statement-breakpoint
CREATE INDEX "inbound_events_left_idx" ON "ai_coo"."inbound_events" USING btree ("org_id","action_id") WHERE left_ref is not null;--> statement-breakpoint
CREATE INDEX "inbound_events_received_idx" ON "ai_coo"."inbound_events" USING btree ("org_id","source","received_at");--> statement-breakpoint
alter table ai_coo.inbound_events enable row level security;
--> statement-breakpoint
alter table ai_coo.inbound_events force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.inbound_events using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, delete on ai_coo.inbound_events to ai_coo_app;
