CREATE SCHEMA IF NOT EXISTS "ai_coo";
--> statement-breakpoint
CREATE TABLE "ai_coo"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."apikey" (
	"id" text PRIMARY KEY NOT NULL,
	"config_id" text DEFAULT 'default' NOT NULL,
	"name" text,
	"start" text,
	"prefix" text,
	"key" text NOT NULL,
	"reference_id" text NOT NULL,
	"refill_interval" bigint,
	"refill_amount" integer,
	"last_refill_at" timestamp (3) with time zone,
	"enabled" boolean DEFAULT true,
	"rate_limit_enabled" boolean DEFAULT true,
	"rate_limit_time_window" bigint DEFAULT 86400000,
	"rate_limit_max" integer DEFAULT 10,
	"request_count" integer DEFAULT 0,
	"remaining" integer,
	"last_request" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"permissions" text,
	"metadata" text
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"email" text NOT NULL,
	"role" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"inviter_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."member" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."organization" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"metadata" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organization_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."passkey" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"user_id" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp (3) with time zone,
	"aaguid" text
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"token" text NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	"active_organization_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"user_id" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"two_factor_enabled" boolean DEFAULT false,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_versions" (
	"org_id" text NOT NULL,
	"action_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"action_protocol" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"reason" text,
	CONSTRAINT "action_versions_org_id_action_id_version_pk" PRIMARY KEY("org_id","action_id","version")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."autonomous_actions" (
	"org_id" text NOT NULL,
	"action_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"status" text NOT NULL,
	"action_type" text NOT NULL,
	"safe_operation" text NOT NULL,
	"risk_level" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"scope_key" text,
	"partner_id" integer,
	"partner_name" text,
	"title" text DEFAULT '' NOT NULL,
	"amount" double precision,
	"currency" text,
	"fingerprint" text NOT NULL,
	"action_protocol" jsonb NOT NULL,
	"analysis_id" text,
	"not_before" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"status_reason" text,
	"hold_reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	CONSTRAINT "autonomous_actions_org_id_action_id_pk" PRIMARY KEY("org_id","action_id"),
	CONSTRAINT "autonomous_actions_status_check" CHECK (status in ('pending_approval', 'approved', 'executing', 'completed', 'failed', 'blocked', 'rejected', 'expired', 'cancelled', 'needs_attention')),
	CONSTRAINT "autonomous_actions_life_check" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_approvals" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"decision" text NOT NULL,
	"actor" text NOT NULL,
	"channel" text NOT NULL,
	"reason" text,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "action_approvals_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "action_approvals_decision_check" CHECK (decision in ('approve', 'reject'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_attempts" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"attempt_no" integer NOT NULL,
	"version" integer NOT NULL,
	"worker_id" text NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"operation" text NOT NULL,
	"token" text,
	"intent_at" timestamp (3) with time zone,
	"outcome" text,
	"reason" text,
	"provider_ref" text,
	"detail" jsonb,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "action_attempts_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "action_attempts_outcome_check" CHECK (outcome in ('done', 'retry', 'final', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_stages" (
	"org_id" text NOT NULL,
	"attempt_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"outcome" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"detail" jsonb,
	CONSTRAINT "action_stages_org_id_attempt_id_stage_pk" PRIMARY KEY("org_id","attempt_id","stage"),
	CONSTRAINT "action_stages_stage_check" CHECK (stage in ('validation', 'approval', 'revalidation', 'execution', 'recording', 'completion'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_follow_ons" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"token" text NOT NULL,
	"state" text NOT NULL,
	"worker_id" text,
	"lease_until" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"began_at" timestamp (3) with time zone,
	"reason" text,
	"provider_ref" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "action_follow_ons_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "action_follow_ons_state_check" CHECK (state in ('pending', 'running', 'done', 'failed', 'uncertain'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_event_texts" (
	"org_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"subject" text NOT NULL,
	"iv" "bytea" NOT NULL,
	"tag" "bytea" NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	CONSTRAINT "action_event_texts_org_id_seq_pk" PRIMARY KEY("org_id","seq")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."action_events" (
	"org_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"action_id" uuid,
	"entry" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "action_events_org_id_seq_pk" PRIMARY KEY("org_id","seq")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."subject_keys" (
	"org_id" text NOT NULL,
	"subject" text NOT NULL,
	"key" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "subject_keys_org_id_subject_pk" PRIMARY KEY("org_id","subject")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."outreach_ledger" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"partner_id" integer NOT NULL,
	"channel" text NOT NULL,
	"addresses" text[] NOT NULL,
	"context_type" text NOT NULL,
	"context_id" integer DEFAULT 0 NOT NULL,
	"scope_key" text NOT NULL,
	"state" text NOT NULL,
	"action_type" text,
	"level" integer,
	"currency" text,
	"company_id" integer,
	"invoice_ids" integer[],
	"reserved_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"released_at" timestamp (3) with time zone,
	"previous_next_allowed_at" timestamp (3) with time zone,
	"provider_ref" text,
	CONSTRAINT "outreach_ledger_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "outreach_ledger_state_check" CHECK (state in ('reserved', 'sent', 'released', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."outreach_state" (
	"org_id" text NOT NULL,
	"partner_id" integer NOT NULL,
	"context_type" text NOT NULL,
	"context_id" integer DEFAULT 0 NOT NULL,
	"channel" text NOT NULL,
	"scope_key" text NOT NULL,
	"last_sent_at" timestamp (3) with time zone,
	"next_allowed_at" timestamp (3) with time zone NOT NULL,
	"action_id" uuid,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"sequence_state" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outreach_state_org_id_partner_id_context_type_context_id_channel_pk" PRIMARY KEY("org_id","partner_id","context_type","context_id","channel")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."suppressions" (
	"org_id" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"reason" text NOT NULL,
	"source" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "suppressions_org_id_channel_address_pk" PRIMARY KEY("org_id","channel","address")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."ai_usage" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"model" text NOT NULL,
	"purpose" text NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"cache_read_tokens" integer DEFAULT 0 NOT NULL,
	"cache_write_tokens" integer DEFAULT 0 NOT NULL,
	"cost_usd" double precision NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	CONSTRAINT "ai_usage_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."alerts" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"fact_key" text NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"detail" jsonb,
	"status" text DEFAULT 'new' NOT NULL,
	"analysis_id" text,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"status_by" text,
	"resolved_at" timestamp (3) with time zone,
	CONSTRAINT "alerts_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "alerts_status_check" CHECK (status in ('new', 'acknowledged', 'resolved', 'dismissed'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."analysis_results" (
	"org_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"findings" jsonb,
	"metrics" jsonb,
	"not_chased" jsonb,
	"error" text,
	CONSTRAINT "analysis_results_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."domain_events" (
	"org_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "ai_coo"."domain_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"action_id" uuid,
	"payload" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"tx" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "domain_events_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."monitoring_jobs" (
	"org_id" text NOT NULL,
	"job" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"last_started_at" timestamp (3) with time zone,
	"last_finished_at" timestamp (3) with time zone,
	"last_outcome" text,
	"last_error" text,
	CONSTRAINT "monitoring_jobs_org_id_job_pk" PRIMARY KEY("org_id","job")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."scheduled_follow_ups" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"context_type" text NOT NULL,
	"context_id" integer NOT NULL,
	"scheduled_for" timestamp (3) with time zone NOT NULL,
	"action_type" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"proposed_action_id" uuid,
	CONSTRAINT "scheduled_follow_ups_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "scheduled_follow_ups_status_check" CHECK (status in ('scheduled', 'proposed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."approval_tokens" (
	"org_id" text NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"action_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"failed_tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "approval_tokens_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "approval_tokens_purpose_check" CHECK (purpose in ('link', 'code'))
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."guardrails" (
	"org_id" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stopped_at" timestamp (3) with time zone,
	"stopped_by" text,
	"stop_reason" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text,
	CONSTRAINT "guardrails_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."notification_preferences" (
	"org_id" text NOT NULL,
	"user_id" text NOT NULL,
	"in_app" boolean DEFAULT true NOT NULL,
	"email" boolean DEFAULT true NOT NULL,
	"sms" boolean DEFAULT false NOT NULL,
	"phone" text,
	"timezone" text,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notification_preferences_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "ai_coo"."org_settings" (
	"org_id" text NOT NULL,
	"area" text NOT NULL,
	"settings" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "org_settings_org_id_area_pk" PRIMARY KEY("org_id","area")
);
--> statement-breakpoint
ALTER TABLE "ai_coo"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "ai_coo"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."invitation" ADD CONSTRAINT "invitation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "ai_coo"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."invitation" ADD CONSTRAINT "invitation_inviter_id_user_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "ai_coo"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."member" ADD CONSTRAINT "member_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "ai_coo"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."member" ADD CONSTRAINT "member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "ai_coo"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."passkey" ADD CONSTRAINT "passkey_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "ai_coo"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "ai_coo"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."two_factor" ADD CONSTRAINT "two_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "ai_coo"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_versions" ADD CONSTRAINT "action_versions_action_fk" FOREIGN KEY ("org_id","action_id") REFERENCES "ai_coo"."autonomous_actions"("org_id","action_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_approvals" ADD CONSTRAINT "action_approvals_version_fk" FOREIGN KEY ("org_id","action_id","version") REFERENCES "ai_coo"."action_versions"("org_id","action_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_attempts" ADD CONSTRAINT "action_attempts_action_fk" FOREIGN KEY ("org_id","action_id") REFERENCES "ai_coo"."autonomous_actions"("org_id","action_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_stages" ADD CONSTRAINT "action_stages_attempt_fk" FOREIGN KEY ("org_id","attempt_id") REFERENCES "ai_coo"."action_attempts"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_follow_ons" ADD CONSTRAINT "action_follow_ons_action_fk" FOREIGN KEY ("org_id","action_id") REFERENCES "ai_coo"."autonomous_actions"("org_id","action_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."action_event_texts" ADD CONSTRAINT "action_event_texts_event_fk" FOREIGN KEY ("org_id","seq") REFERENCES "ai_coo"."action_events"("org_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ai_coo"."approval_tokens" ADD CONSTRAINT "approval_tokens_version_fk" FOREIGN KEY ("org_id","action_id","version") REFERENCES "ai_coo"."action_versions"("org_id","action_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user_idx" ON "ai_coo"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "apikey_key_idx" ON "ai_coo"."apikey" USING btree ("key");--> statement-breakpoint
CREATE INDEX "apikey_reference_idx" ON "ai_coo"."apikey" USING btree ("reference_id");--> statement-breakpoint
CREATE INDEX "apikey_config_idx" ON "ai_coo"."apikey" USING btree ("config_id");--> statement-breakpoint
CREATE INDEX "invitation_organization_idx" ON "ai_coo"."invitation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "invitation_email_idx" ON "ai_coo"."invitation" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "member_organization_user_idx" ON "ai_coo"."member" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "member_user_idx" ON "ai_coo"."member" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "passkey_user_idx" ON "ai_coo"."passkey" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "passkey_credential_idx" ON "ai_coo"."passkey" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "session_user_idx" ON "ai_coo"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "two_factor_secret_idx" ON "ai_coo"."two_factor" USING btree ("secret");--> statement-breakpoint
CREATE INDEX "two_factor_user_idx" ON "ai_coo"."two_factor" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier_idx" ON "ai_coo"."verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "autonomous_actions_idempotency_key_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "autonomous_actions_pending_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","created_at","action_id") WHERE status = 'pending_approval';--> statement-breakpoint
CREATE INDEX "autonomous_actions_approved_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","not_before" NULLS FIRST,"created_at","action_id") WHERE status = 'approved';--> statement-breakpoint
CREATE INDEX "autonomous_actions_executing_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","lease_until") WHERE status = 'executing';--> statement-breakpoint
CREATE INDEX "autonomous_actions_needs_attention_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","created_at","action_id") WHERE status = 'needs_attention';--> statement-breakpoint
CREATE INDEX "autonomous_actions_expiry_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","expires_at") WHERE status in ('pending_approval', 'approved');--> statement-breakpoint
CREATE INDEX "autonomous_actions_open_scope_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","scope_key") WHERE status in ('pending_approval', 'approved', 'executing', 'needs_attention');--> statement-breakpoint
CREATE INDEX "autonomous_actions_partner_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","partner_id","created_at");--> statement-breakpoint
CREATE INDEX "autonomous_actions_created_idx" ON "ai_coo"."autonomous_actions" USING btree ("org_id","created_at","action_id");--> statement-breakpoint
CREATE UNIQUE INDEX "action_approvals_actor_idx" ON "ai_coo"."action_approvals" USING btree ("org_id","action_id","version","actor");--> statement-breakpoint
CREATE UNIQUE INDEX "action_attempts_number_idx" ON "ai_coo"."action_attempts" USING btree ("org_id","action_id","attempt_no");--> statement-breakpoint
CREATE UNIQUE INDEX "action_attempts_unresolved_idx" ON "ai_coo"."action_attempts" USING btree ("org_id","action_id") WHERE outcome is null or outcome = 'unknown';--> statement-breakpoint
CREATE INDEX "action_attempts_running_idx" ON "ai_coo"."action_attempts" USING btree ("org_id","lease_until") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "action_attempts_unknown_idx" ON "ai_coo"."action_attempts" USING btree ("org_id","finished_at") WHERE outcome = 'unknown';--> statement-breakpoint
CREATE INDEX "action_attempts_provider_ref_idx" ON "ai_coo"."action_attempts" USING btree ("org_id","provider_ref") WHERE provider_ref is not null;--> statement-breakpoint
CREATE INDEX "action_stages_action_idx" ON "ai_coo"."action_stages" USING btree ("org_id","action_id");--> statement-breakpoint
CREATE UNIQUE INDEX "action_follow_ons_token_idx" ON "ai_coo"."action_follow_ons" USING btree ("org_id","token");--> statement-breakpoint
CREATE INDEX "action_follow_ons_action_idx" ON "ai_coo"."action_follow_ons" USING btree ("org_id","action_id");--> statement-breakpoint
CREATE INDEX "action_follow_ons_open_idx" ON "ai_coo"."action_follow_ons" USING btree ("org_id","not_before") WHERE state in ('pending', 'running', 'uncertain');--> statement-breakpoint
CREATE INDEX "action_event_texts_subject_idx" ON "ai_coo"."action_event_texts" USING btree ("org_id","subject");--> statement-breakpoint
CREATE INDEX "action_events_action_idx" ON "ai_coo"."action_events" USING btree ("org_id","action_id","seq");--> statement-breakpoint
CREATE INDEX "action_events_at_idx" ON "ai_coo"."action_events" USING btree ("org_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_ledger_action_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","action_id") WHERE state in ('reserved', 'sent', 'unknown');--> statement-breakpoint
CREATE INDEX "outreach_ledger_channel_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","channel","reserved_at") WHERE state in ('reserved', 'sent', 'unknown');--> statement-breakpoint
CREATE INDEX "outreach_ledger_partner_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","partner_id","channel","reserved_at") WHERE state in ('reserved', 'sent', 'unknown');--> statement-breakpoint
CREATE INDEX "outreach_ledger_scope_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","scope_key","reserved_at") WHERE state in ('reserved', 'sent', 'unknown');--> statement-breakpoint
CREATE INDEX "outreach_ledger_level_idx" ON "ai_coo"."outreach_ledger" USING btree ("org_id","partner_id","company_id","currency","reserved_at") WHERE level is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "outreach_state_scope_idx" ON "ai_coo"."outreach_state" USING btree ("org_id","scope_key");--> statement-breakpoint
CREATE INDEX "ai_usage_at_idx" ON "ai_coo"."ai_usage" USING btree ("org_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_fact_idx" ON "ai_coo"."alerts" USING btree ("org_id","fact_key") WHERE status in ('new', 'acknowledged', 'dismissed');--> statement-breakpoint
CREATE INDEX "alerts_raised_idx" ON "ai_coo"."alerts" USING btree ("org_id","raised_at");--> statement-breakpoint
CREATE INDEX "analysis_results_kind_idx" ON "ai_coo"."analysis_results" USING btree ("org_id","kind","started_at");--> statement-breakpoint
CREATE INDEX "domain_events_at_idx" ON "ai_coo"."domain_events" USING btree ("org_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "scheduled_follow_ups_action_idx" ON "ai_coo"."scheduled_follow_ups" USING btree ("org_id","action_id");--> statement-breakpoint
CREATE INDEX "scheduled_follow_ups_due_idx" ON "ai_coo"."scheduled_follow_ups" USING btree ("org_id","scheduled_for") WHERE status = 'scheduled';--> statement-breakpoint
CREATE UNIQUE INDEX "approval_tokens_hash_idx" ON "ai_coo"."approval_tokens" USING btree ("org_id","token_hash");--> statement-breakpoint
CREATE INDEX "approval_tokens_action_idx" ON "ai_coo"."approval_tokens" USING btree ("org_id","action_id");