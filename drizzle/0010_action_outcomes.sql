CREATE TABLE "ai_coo"."action_outcomes" (
	"org_id" text NOT NULL,
	"action_id" uuid NOT NULL,
	"action_type" text NOT NULL,
	"effect_at" timestamp (3) with time zone NOT NULL,
	"window_closes_at" timestamp (3) with time zone NOT NULL,
	"observed" jsonb NOT NULL,
	"looks" integer DEFAULT 0 NOT NULL,
	"looked_at" timestamp (3) with time zone,
	"next_look_at" timestamp (3) with time zone NOT NULL,
	"final_at" timestamp (3) with time zone,
	"final_because" text,
	"claimed_by" uuid,
	"claimed_until" timestamp (3) with time zone,
	CONSTRAINT "action_outcomes_org_id_action_id_pk" PRIMARY KEY("org_id","action_id")
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "priority" double precision DEFAULT 0.5 NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_outcomes" ADD CONSTRAINT "action_outcomes_action_fk" FOREIGN KEY ("org_id","action_id") REFERENCES "ai_coo"."autonomous_actions"("org_id","action_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_outcomes_due_idx" ON "ai_coo"."action_outcomes" USING btree ("org_id","next_look_at") WHERE final_at is null;--> statement-breakpoint
CREATE INDEX "inbound_events_action_idx" ON "ai_coo"."inbound_events" USING btree ("org_id","action_id") WHERE action_id is not null;--> statement-breakpoint
alter table ai_coo.action_outcomes enable row level security;
--> statement-breakpoint
alter table ai_coo.action_outcomes force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.action_outcomes using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
-- A record that changes and is never removed, as the action it belongs to.
grant select, insert, update on ai_coo.action_outcomes to ai_coo_app;
