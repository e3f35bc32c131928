DROP INDEX "a2a_push_inbound";--> statement-breakpoint
ALTER TABLE "a2a_push_configs" ADD COLUMN "hook_id" text PRIMARY KEY NOT NULL;--> statement-breakpoint
ALTER TABLE "a2a_push_configs" ADD COLUMN "generation" text NOT NULL;--> statement-breakpoint
ALTER TABLE "a2a_push_configs" ADD COLUMN "sealed" "bytea" NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "a2a_push_configs_named" ON "a2a_push_configs" USING btree ("agent_name","task_id","owner_id","id") WHERE task_id <> '';