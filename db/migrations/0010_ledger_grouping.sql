CREATE TABLE "unpriced_usage" (
	"call_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"caller_id" text NOT NULL,
	"callee_name" text NOT NULL,
	"domain" text,
	"model" text,
	"operation" text,
	"task_id" text,
	"subject_id" text,
	"status" text,
	"input_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "operation" text;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "task_id" text;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "subject_id" text;--> statement-breakpoint
ALTER TABLE "ledger" ADD COLUMN "status" text;--> statement-breakpoint
UPDATE "ledger" l SET "operation" = c."operation", "task_id" = c."task_id", "subject_id" = c."subject_id", "status" = c."status"
FROM "calls" c WHERE c."id" = l."call_id";--> statement-breakpoint
INSERT INTO "unpriced_usage" ("call_id", "at", "caller_id", "callee_name", "domain", "model", "operation", "task_id", "subject_id", "status", "input_tokens", "output_tokens")
SELECT c."id", coalesce(c."ended_at", c."started_at"), c."caller_kind" || ':' || c."caller_id", c."callee_name", a."domain", null, c."operation", c."task_id", c."subject_id", c."status", coalesce(c."input_tokens", 0), coalesce(c."output_tokens", 0)
FROM "calls" c LEFT JOIN "assets" a ON a."kind" = c."callee_kind" AND a."name" = c."callee_name"
WHERE c."cost" IS NULL AND (c."input_tokens" IS NOT NULL OR c."output_tokens" IS NOT NULL);
