CREATE TABLE "cost_rollup_gaps" (
	"hour_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cost_rollups" (
	"hour_id" uuid NOT NULL,
	"caller_id" text NOT NULL,
	"callee_name" text NOT NULL,
	"domain" text,
	"model" text,
	"operation" text,
	"subject_id" text,
	"currency" text,
	"calls" integer NOT NULL,
	"succeeded" integer NOT NULL,
	"cost" numeric,
	"input_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "cost_rollups_hour" ON "cost_rollups" USING btree ("hour_id");