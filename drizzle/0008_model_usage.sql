CREATE TABLE "ai_coo"."ai_reservations" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"model" text NOT NULL,
	"purpose" text NOT NULL,
	"most_usd" double precision NOT NULL,
	CONSTRAINT "ai_reservations_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."ai_usage" ADD COLUMN "is_assumed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_coo"."ai_usage" ADD COLUMN "priced_by" text DEFAULT 'table' NOT NULL;--> statement-breakpoint
ALTER TABLE "ai_coo"."ai_usage" ADD COLUMN "request_id" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."ai_usage" ADD CONSTRAINT "ai_usage_priced_by_check" CHECK (priced_by in ('settings', 'table', 'dearest'));--> statement-breakpoint
alter table ai_coo.ai_reservations enable row level security;
--> statement-breakpoint
alter table ai_coo.ai_reservations force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.ai_reservations using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, delete on ai_coo.ai_reservations to ai_coo_app;
