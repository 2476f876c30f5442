CREATE TABLE "ai_coo"."saved_views" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name_idx" ON "ai_coo"."saved_views" USING btree ("org_id","user_id","name");--> statement-breakpoint
-- Written by hand from here on: what Drizzle's schema files cannot say.
alter table ai_coo.saved_views enable row level security;
--> statement-breakpoint
alter table ai_coo.saved_views force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.saved_views using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, update, delete on ai_coo.saved_views to ai_coo_app;
