CREATE TABLE "suite_results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"suite_id" uuid NOT NULL,
	"suite_version" integer NOT NULL,
	"suite_digest" text NOT NULL,
	"basis" jsonb NOT NULL,
	"basis_digest" text NOT NULL,
	"asset_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"bound" jsonb NOT NULL,
	"bound_digest" text NOT NULL,
	"passed" integer NOT NULL,
	"failed" integer NOT NULL,
	"errors" integer NOT NULL,
	"cases" jsonb,
	"pass_at" double precision NOT NULL,
	"is_pass" boolean NOT NULL,
	"score" double precision,
	"ran_at" timestamp with time zone NOT NULL,
	"runner" text NOT NULL,
	"link" text,
	"traces" text[] DEFAULT '{}'::text[] NOT NULL,
	"proving_calls" integer,
	"content_digest" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "suites" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "suite_results" ADD CONSTRAINT "suite_results_suite_id_assets_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."assets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suite_results" ADD CONSTRAINT "suite_results_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "suite_results_content" ON "suite_results" USING btree ("content_digest");--> statement-breakpoint
CREATE INDEX "suite_results_suite" ON "suite_results" USING btree ("suite_id","ran_at","id");--> statement-breakpoint
CREATE INDEX "suite_results_asset" ON "suite_results" USING btree ("asset_id","suite_id","ran_at","id");--> statement-breakpoint
CREATE INDEX "suite_results_ran" ON "suite_results" USING btree ("ran_at","id");--> statement-breakpoint
-- What was recorded stays as it was: a later run is another row.
CREATE FUNCTION suite_results_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'results of suites are not altered';
END $$;--> statement-breakpoint
CREATE TRIGGER suite_results_stay BEFORE UPDATE ON "suite_results" FOR EACH ROW EXECUTE FUNCTION suite_results_stay();
