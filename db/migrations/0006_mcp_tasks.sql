CREATE TABLE "mcp_tasks" (
	"server" text NOT NULL,
	"task_id" text NOT NULL,
	"owner" text NOT NULL,
	"tool" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mcp_tasks_server_task_id_pk" PRIMARY KEY("server","task_id")
);
--> statement-breakpoint
CREATE INDEX "mcp_tasks_created" ON "mcp_tasks" USING btree ("created_at");