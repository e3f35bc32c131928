CREATE TABLE "asset_stars" (
	"user_id" uuid NOT NULL,
	"asset_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "asset_stars_user_id_asset_id_pk" PRIMARY KEY("user_id","asset_id")
);
--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "suspended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "protocol" text;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "asset_stars" ADD CONSTRAINT "asset_stars_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_stars" ADD CONSTRAINT "asset_stars_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_callee" ON "ledger" USING btree ("callee_name","at");--> statement-breakpoint
CREATE INDEX "ledger_caller" ON "ledger" USING btree ("caller_id","at");--> statement-breakpoint
UPDATE "assets" SET "suspended_at" = "updated_at" WHERE "suspended_reason" IS NOT NULL;--> statement-breakpoint
UPDATE "assets" a SET
  "protocol" = CASE a."kind" WHEN 'agent' THEN 'a2a' WHEN 'mcp-server' THEN 'mcp' WHEN 'model' THEN v."spec"->>'api' END,
  "search_text" = lower(concat_ws(' ', a."name", a."domain", a."title", a."description", array_to_string(a."tags", ' '), (
    SELECT string_agg(concat_ws(' ', item->>'id', item->>'name', item->>'title', item->>'description', item->>'tags'), ' ')
    FROM jsonb_array_elements(coalesce(v."spec"->'skills', v."spec"->'tools', '[]'::jsonb)) item), v."spec"->>'upstreamModel'))
FROM "asset_versions" v WHERE v."asset_id" = a."id" AND v."version" = a."live_version";
