CREATE TABLE "ai_coo"."rule_suggestions" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"rule" jsonb NOT NULL,
	"rule_days" integer NOT NULL,
	"evidence" jsonb NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"reason" text,
	"paused_at" timestamp (3) with time zone,
	"paused_reason" text,
	"pause_lifted_at" timestamp (3) with time zone,
	CONSTRAINT "rule_suggestions_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "rule_suggestions_status_check" CHECK (status in ('open', 'accepted', 'dismissed', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "first_contact" boolean;--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "customer_domains" text[];--> statement-breakpoint
ALTER TABLE "ai_coo"."autonomous_actions" ADD COLUMN "composed_risk" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_approvals" ADD COLUMN "policy_version" text;--> statement-breakpoint
CREATE UNIQUE INDEX "rule_suggestions_open_idx" ON "ai_coo"."rule_suggestions" USING btree ("org_id","kind") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "rule_suggestions_created_idx" ON "ai_coo"."rule_suggestions" USING btree ("org_id","created_at","id");--> statement-breakpoint
CREATE INDEX "action_approvals_rule_idx" ON "ai_coo"."action_approvals" USING btree ("org_id","reason","decided_at") WHERE channel = 'policy';--> statement-breakpoint
alter table ai_coo.rule_suggestions enable row level security;
--> statement-breakpoint
alter table ai_coo.rule_suggestions force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.rule_suggestions using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, update on ai_coo.rule_suggestions to ai_coo_app;
