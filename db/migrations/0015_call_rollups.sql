CREATE TABLE "call_rollups" (
	"span_minutes" integer NOT NULL,
	"span_at" timestamp with time zone NOT NULL,
	"caller_kind" text NOT NULL,
	"caller_id" text NOT NULL,
	"callee_kind" text NOT NULL,
	"callee_name" text NOT NULL,
	"tool" text,
	"currency" text,
	"bin" integer,
	"calls" integer NOT NULL,
	"open" integer NOT NULL,
	"denied" integer NOT NULL,
	"held" integer NOT NULL,
	"failed" integer NOT NULL,
	"cost" numeric,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "call_rollups_span" ON "call_rollups" USING btree ("span_minutes","span_at");