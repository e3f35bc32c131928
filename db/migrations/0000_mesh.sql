CREATE TABLE "audit_checkpoints" (
	"tree_size" bigint PRIMARY KEY NOT NULL,
	"root_hash" "bytea" NOT NULL,
	"note" text NOT NULL,
	"last_tx" bigint NOT NULL,
	"last_entry_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tx" bigint DEFAULT (pg_current_xact_id()::text)::bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"object" text NOT NULL,
	"outcome" text NOT NULL,
	"call_id" uuid,
	"leaf" text NOT NULL,
	"payload" jsonb
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "audit_leaves" (
	"leaf_index" bigint PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"leaf_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_tiles" (
	"level" integer NOT NULL,
	"tile_index" bigint NOT NULL,
	"width" integer NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "audit_tiles_level_tile_index_pk" PRIMARY KEY("level","tile_index")
);
--> statement-breakpoint
CREATE TABLE "a2a_push_configs" (
	"id" text NOT NULL,
	"agent_name" text NOT NULL,
	"task_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"url" text NOT NULL,
	"config" jsonb NOT NULL,
	"inbound_token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "a2a_push_configs_agent_name_task_id_id_pk" PRIMARY KEY("agent_name","task_id","id")
);
--> statement-breakpoint
CREATE TABLE "a2a_tasks" (
	"agent_name" text NOT NULL,
	"task_id" text NOT NULL,
	"context_id" text,
	"owner_id" text NOT NULL,
	"call_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "a2a_tasks_agent_name_task_id_pk" PRIMARY KEY("agent_name","task_id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"replica_id" uuid NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"parent_span_id" text,
	"protocol" text NOT NULL,
	"method" text NOT NULL,
	"action" text NOT NULL,
	"caller_kind" text NOT NULL,
	"caller_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"chain" text[] NOT NULL,
	"badge_id" text,
	"task_id" text,
	"callee_kind" text NOT NULL,
	"callee_name" text NOT NULL,
	"callee_digest" text,
	"operation" text,
	"hop" integer NOT NULL,
	"decision" text NOT NULL,
	"policies" text[] DEFAULT '{}'::text[] NOT NULL,
	"policy_version" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"status" text NOT NULL,
	"error_code" text,
	"error_message" text,
	"upstream_status" integer,
	"request_bytes" integer NOT NULL,
	"response_bytes" bigint,
	"duration_us" bigint,
	"upstream_us" bigint,
	"first_byte_us" bigint,
	"input_tokens" bigint,
	"output_tokens" bigint,
	"cost" numeric(24, 12),
	"currency" text,
	"outcome_entry_id" uuid
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"request_digest" text NOT NULL,
	"call_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"call_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"caller_id" text NOT NULL,
	"callee_name" text NOT NULL,
	"domain" text,
	"model" text,
	"usage" jsonb NOT NULL,
	"price" jsonb NOT NULL,
	"cost" numeric(24, 12) NOT NULL,
	"currency" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payloads" (
	"call_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"content_type" text NOT NULL,
	"digest" text NOT NULL,
	"bytes" bigint NOT NULL,
	"truncated" integer DEFAULT 0 NOT NULL,
	"body" text,
	CONSTRAINT "payloads_call_id_direction_pk" PRIMARY KEY("call_id","direction")
) PARTITION BY RANGE ("call_id");
--> statement-breakpoint
CREATE TABLE "replicas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"open_since" timestamp with time zone,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "clients" (
	"client_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"domain" text,
	"agent_name" text,
	"roles" text[] DEFAULT '{}'::text[] NOT NULL,
	"secret_hash" text,
	"jwks" jsonb,
	"may_act_for" text[] DEFAULT '{}'::text[] NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revocations" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"reset_at" timestamp with time zone NOT NULL,
	"locked" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"alg" text NOT NULL,
	"state" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_ciphertext" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "used_assertions" (
	"jti" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"oidc_subject" text,
	"role" text NOT NULL,
	"domains" text[] DEFAULT '{}'::text[] NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_oidc_subject_unique" UNIQUE("oidc_subject")
);
--> statement-breakpoint
CREATE TABLE "asset_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asset_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"digest" text NOT NULL,
	"spec" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"domain" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"lifecycle" text DEFAULT 'active' NOT NULL,
	"suspended_reason" text,
	"certified_at" timestamp with time zone,
	"data_class" text DEFAULT 'internal' NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"live_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "domains" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"contact" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_sessions" ADD CONSTRAINT "user_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset_versions" ADD CONSTRAINT "asset_versions_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_domain_domains_name_fk" FOREIGN KEY ("domain") REFERENCES "public"."domains"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_tx" ON "audit_entries" USING brin ("tx");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_entries_object" ON "audit_entries" USING btree ("object","id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_leaves_entry" ON "audit_leaves" USING btree ("entry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "a2a_push_inbound" ON "a2a_push_configs" USING btree ("inbound_token_hash");--> statement-breakpoint
CREATE INDEX "a2a_tasks_context" ON "a2a_tasks" USING btree ("agent_name","context_id");--> statement-breakpoint
CREATE INDEX "calls_caller" ON "calls" USING btree ("caller_id","id");--> statement-breakpoint
CREATE INDEX "calls_callee" ON "calls" USING btree ("callee_name","id");--> statement-breakpoint
CREATE INDEX "calls_trace" ON "calls" USING btree ("trace_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_at" ON "idempotency_keys" USING btree ("at");--> statement-breakpoint
CREATE INDEX "ledger_at" ON "ledger" USING btree ("at");--> statement-breakpoint
CREATE INDEX "revocations_expiry" ON "revocations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "user_sessions_user" ON "user_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "asset_versions_number" ON "asset_versions" USING btree ("asset_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "asset_versions_digest" ON "asset_versions" USING btree ("asset_id","digest");--> statement-breakpoint
CREATE UNIQUE INDEX "assets_kind_name" ON "assets" USING btree ("kind","name");--> statement-breakpoint
CREATE INDEX "assets_domain" ON "assets" USING btree ("domain");