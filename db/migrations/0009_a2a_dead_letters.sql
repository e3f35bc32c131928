CREATE TABLE "a2a_push_received" (
	"hook_id" text NOT NULL,
	"webhook_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "a2a_push_received_hook_id_webhook_id_pk" PRIMARY KEY("hook_id","webhook_id")
);
--> statement-breakpoint
DROP INDEX "a2a_push_deliveries_next";--> statement-breakpoint
ALTER TABLE "a2a_push_deliveries" ADD COLUMN "dead_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "a2a_push_deliveries" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "a2a_push_configs" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "a2a_push_received_at" ON "a2a_push_received" USING btree ("at");--> statement-breakpoint
CREATE INDEX "a2a_push_deliveries_next" ON "a2a_push_deliveries" USING btree ("next_at") WHERE dead_at is null;