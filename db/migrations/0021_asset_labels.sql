CREATE TABLE "asset_labels" (
	"asset_id" uuid NOT NULL,
	"label" text NOT NULL,
	"version" integer NOT NULL,
	"set_by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "asset_labels_asset_id_label_pk" PRIMARY KEY("asset_id","label")
);
--> statement-breakpoint
ALTER TABLE "asset_labels" ADD CONSTRAINT "asset_labels_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_labels" ADD CONSTRAINT "asset_labels_version" FOREIGN KEY ("asset_id","version") REFERENCES "public"."asset_versions"("asset_id","version") ON DELETE no action ON UPDATE no action;