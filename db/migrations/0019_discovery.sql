CREATE TABLE "embeddings" (
	"digest" text NOT NULL,
	"model" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "embeddings_model_digest_pk" PRIMARY KEY("model","digest")
);
--> statement-breakpoint
CREATE TABLE "taxonomies" (
	"name" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"content" jsonb NOT NULL,
	"imported_by" text NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "skills" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "field" text;--> statement-breakpoint
CREATE INDEX "assets_updated" ON "assets" USING btree ("updated_at");