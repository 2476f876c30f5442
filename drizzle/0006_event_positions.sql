DROP INDEX "ai_coo"."domain_events_at_idx";--> statement-breakpoint
ALTER TABLE "ai_coo"."domain_events" DROP CONSTRAINT "domain_events_org_id_id_pk";--> statement-breakpoint
ALTER TABLE "ai_coo"."domain_events" ADD CONSTRAINT "domain_events_org_id_tx_id_pk" PRIMARY KEY("org_id","tx","id");