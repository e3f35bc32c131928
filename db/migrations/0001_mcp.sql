CREATE TABLE "mcp_held_calls" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"server" text NOT NULL,
	"owner" text NOT NULL,
	"upstream_id" text,
	"protocol_version" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mcp_replies" (
	"session_hash" text NOT NULL,
	"request_id" text NOT NULL,
	"body" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mcp_replies_session_hash_request_id_pk" PRIMARY KEY("session_hash","request_id")
);
--> statement-breakpoint
CREATE TABLE "mcp_sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"server" text NOT NULL,
	"owner" text NOT NULL,
	"upstream_id" text,
	"protocol_version" text NOT NULL,
	"client_info" jsonb NOT NULL,
	"client_capabilities" jsonb NOT NULL,
	"log_level" text,
	"subscriptions" text[] NOT NULL,
	"event_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mcp_held_calls_created" ON "mcp_held_calls" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "mcp_replies_at" ON "mcp_replies" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mcp_sessions_seen" ON "mcp_sessions" USING btree ("last_seen_at");