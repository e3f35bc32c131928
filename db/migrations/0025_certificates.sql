CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asset_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"bound" jsonb NOT NULL,
	"conditions" jsonb NOT NULL,
	"state" text NOT NULL,
	"reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"change" bigint
);
--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificates_asset" ON "certificates" USING btree ("asset_id","issued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_valid" ON "certificates" USING btree ("asset_id") WHERE state = 'valid';--> statement-breakpoint
INSERT INTO "certificates" ("id", "asset_id", "version", "digest", "bound", "conditions", "state", "reasons", "issued_by", "issued_at")
SELECT gen_random_uuid(), a."id", v."version", v."digest", '[]'::jsonb, '[]'::jsonb, 'suspended',
  ARRAY['It was a mark that somebody had set by hand; nothing was examined.'], 'mesh:signalbox', a."certified_at"
FROM "assets" a JOIN "asset_versions" v ON v."asset_id" = a."id" AND v."version" = a."live_version"
WHERE a."certified_at" IS NOT NULL;--> statement-breakpoint
UPDATE "assets" SET "certified_at" = NULL, "updated_at" = clock_timestamp() WHERE "certified_at" IS NOT NULL;
