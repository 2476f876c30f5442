CREATE TABLE "ai_coo"."customer_commitments" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"partner_id" integer NOT NULL,
	"partner_name" text,
	"company_id" integer,
	"currency" text,
	"amount" double precision,
	"invoice_ids" integer[] DEFAULT '{}' NOT NULL,
	"until_day" date,
	"note" text,
	"source" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	CONSTRAINT "customer_commitments_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "customer_commitments_kind_check" CHECK (kind in ('promise', 'dispute', 'stop', 'reply', 'resume')),
	CONSTRAINT "customer_commitments_status_check" CHECK (status in ('open', 'kept', 'broken', 'withdrawn', 'settled')),
	CONSTRAINT "customer_commitments_promise_check" CHECK (kind = 'promise' or status not in ('kept', 'broken')),
	CONSTRAINT "customer_commitments_day_check" CHECK (kind <> 'promise' or until_day is not null),
	CONSTRAINT "customer_commitments_ended_check" CHECK ((status = 'open') = (ended_at is null))
);
--> statement-breakpoint
CREATE INDEX "customer_commitments_open_idx" ON "ai_coo"."customer_commitments" USING btree ("org_id","partner_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "customer_commitments_kind_idx" ON "ai_coo"."customer_commitments" USING btree ("org_id","kind","recorded_at");--> statement-breakpoint
CREATE INDEX "customer_commitments_partner_idx" ON "ai_coo"."customer_commitments" USING btree ("org_id","partner_id","recorded_at","id");--> statement-breakpoint
alter table ai_coo.customer_commitments enable row level security;
--> statement-breakpoint
alter table ai_coo.customer_commitments force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.customer_commitments using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, update on ai_coo.customer_commitments to ai_coo_app;
