CREATE TABLE "change_watchers" (
	"change_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"watching" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_watchers_change_id_user_id_pk" PRIMARY KEY("change_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "change_comments" ADD COLUMN "pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "change_comments" ADD COLUMN "review_id" uuid;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "canary_share" integer;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "canary_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "canary_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "canary_version" integer;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "canary_share" integer;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "canary_change" bigint;--> statement-breakpoint
ALTER TABLE "assets" ADD COLUMN "canary_label" text;--> statement-breakpoint
ALTER TABLE "change_watchers" ADD CONSTRAINT "change_watchers_change_id_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."changes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_watchers_user" ON "change_watchers" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "change_comments" ADD CONSTRAINT "change_comments_review_id_change_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."change_reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_comments_pending" ON "change_comments" USING btree ("change_id","author") WHERE pending;--> statement-breakpoint
CREATE INDEX "changes_canary_due" ON "changes" USING btree ("canary_until") WHERE state = 'canary';