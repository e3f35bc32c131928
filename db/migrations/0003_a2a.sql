CREATE TABLE "a2a_contexts" (
	"agent_name" text NOT NULL,
	"context_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "a2a_contexts_agent_name_context_id_pk" PRIMARY KEY("agent_name","context_id")
);
--> statement-breakpoint
CREATE TABLE "a2a_push_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agent_name" text NOT NULL,
	"hook_id" text NOT NULL,
	"content_type" text NOT NULL,
	"body" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "a2a_push_configs" DROP CONSTRAINT "a2a_push_configs_agent_name_task_id_id_pk";--> statement-breakpoint
CREATE INDEX "a2a_push_deliveries_next" ON "a2a_push_deliveries" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "a2a_push_deliveries_hook" ON "a2a_push_deliveries" USING btree ("hook_id","id");--> statement-breakpoint
ALTER TABLE "a2a_push_configs" DROP COLUMN "config";