CREATE TABLE "ai_coo"."fact_checks" (
	"org_id" text NOT NULL,
	"action_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"verdict" text,
	"results" jsonb,
	"error" text,
	CONSTRAINT "fact_checks_org_id_action_id_pk" PRIMARY KEY("org_id","action_id")
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."fact_checks" ADD CONSTRAINT "fact_checks_action_fk" FOREIGN KEY ("org_id","action_id") REFERENCES "ai_coo"."autonomous_actions"("org_id","action_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fact_checks_open_idx" ON "ai_coo"."fact_checks" USING btree ("org_id","asked_at") WHERE checked_at is null;--> statement-breakpoint
alter table ai_coo.fact_checks enable row level security;
--> statement-breakpoint
alter table ai_coo.fact_checks force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.fact_checks using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
-- A question that is asked again; never removed, as the action it belongs to.
grant select, insert, update on ai_coo.fact_checks to ai_coo_app;
