CREATE TABLE "task_labels" (
	"scope" text NOT NULL,
	"label" text NOT NULL,
	"call_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_labels_scope_label_pk" PRIMARY KEY("scope","label")
);
--> statement-breakpoint
CREATE INDEX "task_labels_at" ON "task_labels" USING btree ("at");