CREATE TABLE "change_checks" (
	"change_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"name" text NOT NULL,
	"required" boolean NOT NULL,
	"outcome" text NOT NULL,
	"findings" text[] NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_checks_change_id_content_hash_name_pk" PRIMARY KEY("change_id","content_hash","name")
);
--> statement-breakpoint
CREATE TABLE "change_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"change_id" uuid NOT NULL,
	"author" text NOT NULL,
	"body" text NOT NULL,
	"position" integer,
	"line" integer,
	"revision" integer NOT NULL,
	"resolved_by" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change_items" (
	"change_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"domain" text NOT NULL,
	"op" text NOT NULL,
	"body" jsonb NOT NULL,
	"base_version" integer,
	"base_digest" text,
	"applied_version" integer,
	CONSTRAINT "change_items_change_id_position_pk" PRIMARY KEY("change_id","position")
);
--> statement-breakpoint
CREATE TABLE "change_reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"change_id" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"reviewer" text NOT NULL,
	"verdict" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"lent_by" text[] DEFAULT '{}'::text[] NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "changes_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"author" text NOT NULL,
	"subject" text NOT NULL,
	"editors" text[] NOT NULL,
	"content_hash" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"domains" text[] NOT NULL,
	"exempt" text,
	"apply_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"applied_by" text,
	"break_glass_until" timestamp with time zone,
	"after_reviewed_at" timestamp with time zone,
	"reverts" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_delegations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"from_user" uuid NOT NULL,
	"to_user" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "change_checks" ADD CONSTRAINT "change_checks_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_comments" ADD CONSTRAINT "change_comments_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_items" ADD CONSTRAINT "change_items_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_reviews" ADD CONSTRAINT "change_reviews_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_comments_change" ON "change_comments" USING btree ("change_id","id");--> statement-breakpoint
CREATE INDEX "change_items_asset" ON "change_items" USING btree ("kind","name");--> statement-breakpoint
CREATE INDEX "change_reviews_change" ON "change_reviews" USING btree ("change_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "changes_number" ON "changes" USING btree ("number");--> statement-breakpoint
CREATE INDEX "changes_state" ON "changes" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "changes_author" ON "changes" USING btree ("author","id");--> statement-breakpoint
CREATE INDEX "changes_due" ON "changes" USING btree ("apply_at") WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX "changes_broken_glass" ON "changes" USING btree ("break_glass_until") WHERE state = 'applied' and break_glass_until is not null and after_reviewed_at is null;--> statement-breakpoint
CREATE INDEX "review_delegations_to" ON "review_delegations" USING btree ("to_user","until");