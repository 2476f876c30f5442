CREATE TABLE "ai_coo"."delegations" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"from_user" text NOT NULL,
	"to_user" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	CONSTRAINT "delegations_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "delegations_period_check" CHECK (ends_at > starts_at),
	CONSTRAINT "delegations_people_check" CHECK (from_user <> to_user)
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."action_approvals" ADD COLUMN "on_behalf_of" text;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_approvals" ADD COLUMN "authored" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "delegations_to_idx" ON "ai_coo"."delegations" USING btree ("org_id","to_user","ends_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "delegations_from_idx" ON "ai_coo"."delegations" USING btree ("org_id","from_user","ends_at");--> statement-breakpoint
-- Written by hand from here on: what Drizzle's schema files cannot say.
alter table ai_coo.delegations enable row level security;
--> statement-breakpoint
alter table ai_coo.delegations force row level security;
--> statement-breakpoint
create policy tenant on ai_coo.delegations using (org_id = nullif(current_setting('ai_coo.org_id', true), '')) with check (org_id = nullif(current_setting('ai_coo.org_id', true), ''));
--> statement-breakpoint
grant select, insert, update on ai_coo.delegations to ai_coo_app;
--> statement-breakpoint
-- The tables of the accounts belong to no tenant: who signs in is looked up before the organisation is known. Inside a tenant's
-- transaction they show and take only that tenant's rows, and what people sign in with is not there at all.
do $$
declare
  of_tenant constant jsonb := '{"member": "organization_id", "invitation": "organization_id", "apikey": "reference_id", "organization": "id"}';
  name text;
  holds text;
begin
  foreach name in array array['member', 'invitation', 'apikey', 'organization', 'session', 'account', 'verification', 'two_factor', 'passkey', 'user'] loop
    execute format('alter table ai_coo.%I enable row level security', name);
    execute format('alter table ai_coo.%I force row level security', name);
    holds := 'nullif(current_setting(''ai_coo.org_id'', true), '''') is null';
    if of_tenant ? name then
      holds := format('%s or %I = nullif(current_setting(''ai_coo.org_id'', true), '''')', holds, of_tenant ->> name);
    end if;
    execute format('create policy accounts on ai_coo.%I using (%s) with check (%s)', name, holds, holds);
  end loop;
end
$$;
--> statement-breakpoint
-- Names are read beside memberships, and those who left have to be told from those who never were.
create policy names on ai_coo."user" for select using (true);
