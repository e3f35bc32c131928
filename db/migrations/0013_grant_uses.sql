CREATE TABLE "grant_uses" (
	"scope" text NOT NULL,
	"grant_digest" text NOT NULL,
	"slot" integer NOT NULL,
	"call_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "grant_uses_scope_grant_digest_slot_pk" PRIMARY KEY("scope","grant_digest","slot")
);
--> statement-breakpoint
CREATE INDEX "grant_uses_at" ON "grant_uses" USING btree ("at");