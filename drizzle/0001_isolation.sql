-- Written by hand: what Drizzle's schema files cannot say.
-- The application's role: neither owner nor superuser, cannot log in, is taken at connection time
-- (`-c role=ai_coo_app`). Roles belong to the whole server, so it may exist already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ai_coo_app') then
    begin
      create role ai_coo_app nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
    exception when duplicate_object or unique_violation then
      null; -- another database of this server was migrated at the same moment
    end;
  end if;
  -- the owner connects and becomes that role; having made a role does not by itself allow it
  if not (select rolsuper from pg_roles where rolname = current_user) then
    begin
      execute format('grant ai_coo_app to %I', current_user);
    exception when insufficient_privilege then
      if not pg_has_role(current_user, 'ai_coo_app', 'member') then
        raise; -- made by another user of this server, who must grant it
      end if;
    end;
  end if;
end
$$;
--> statement-breakpoint
revoke all on schema ai_coo from public;
--> statement-breakpoint
grant usage on schema ai_coo to ai_coo_app;
--> statement-breakpoint
-- Row-level security on every table of a tenant, forced on the owner too.
do $$
declare
  tenant_table regclass;
begin
  for tenant_table in
    select a.attrelid::regclass
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'ai_coo'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'org_id' and not a.attisdropped
  loop
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
      'create policy tenant on %s using (org_id = nullif(current_setting(''ai_coo.org_id'', true), '''')) '
      'with check (org_id = nullif(current_setting(''ai_coo.org_id'', true), ''''))',
      tenant_table
    );
  end loop;
end
$$;
--> statement-breakpoint
-- Rights, table by table. Nobody but the owner may truncate.
-- History that is only ever added to:
grant select, insert on
  ai_coo.action_events, ai_coo.action_event_texts, ai_coo.action_versions, ai_coo.action_approvals, ai_coo.ai_usage
to ai_coo_app;
--> statement-breakpoint
-- Records that change but are never removed by the application; erasing a subject's key is an update:
grant select, insert, update on
  ai_coo.autonomous_actions, ai_coo.action_attempts, ai_coo.action_stages, ai_coo.action_follow_ons, ai_coo.action_follow_ons, ai_coo.subject_keys,
  ai_coo.outreach_state, ai_coo.outreach_ledger, ai_coo.alerts, ai_coo.scheduled_follow_ups, ai_coo.guardrails,
  ai_coo.monitoring_jobs, ai_coo.org_settings
to ai_coo_app;
--> statement-breakpoint
grant select, insert, update, delete on
  ai_coo.suppressions, ai_coo.analysis_results, ai_coo.domain_events, ai_coo.approval_tokens, ai_coo.notification_preferences,
  ai_coo."user", ai_coo.session, ai_coo.account, ai_coo.verification, ai_coo.organization, ai_coo.member, ai_coo.invitation,
  ai_coo.two_factor, ai_coo.apikey, ai_coo.passkey
to ai_coo_app;
--> statement-breakpoint
-- The audit refuses change whoever asks, the owner included.
create function ai_coo.refuse_audit_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'ai_coo.action_events is append-only: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
--> statement-breakpoint
create trigger action_events_append_only before update or delete on ai_coo.action_events
  for each row execute function ai_coo.refuse_audit_change();
--> statement-breakpoint
create trigger action_events_no_truncate before truncate on ai_coo.action_events
  for each statement execute function ai_coo.refuse_audit_change();
