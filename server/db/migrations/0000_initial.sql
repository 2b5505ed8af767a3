DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pergel_app') THEN
    CREATE ROLE pergel_app NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO pergel_app;
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS pgboss;
--> statement-breakpoint
GRANT ALL ON SCHEMA pgboss TO pergel_app;
--> statement-breakpoint
CREATE FUNCTION tr_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(
    normalize(translate(normalize(t, NFC), 'ıİIşŞğĞçÇöÖüÜ', 'iiissggccoouu'), NFD), '[\u0300-\u036f]', '', 'g')
    COLLATE "C")
$$;
--> statement-breakpoint
CREATE COLLATION IF NOT EXISTS tr_sort (provider = icu, locale = 'und', rules =
  '[numericOrdering on] &C < ç <<< Ç &G < ğ <<< Ğ &[before 1]i < ı <<< I &i <<< İ &O < ö <<< Ö &S < ş <<< Ş &U < ü <<< Ü');
--> statement-breakpoint
CREATE TABLE "access_log" (
	"company_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"user_id" uuid,
	"device_id" uuid,
	"address" text,
	"action" text NOT NULL,
	"kind" text,
	"record_id" uuid,
	"details" "bytea" NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "access_log_company_id_epoch_number_pk" PRIMARY KEY("company_id","epoch","number")
);

--> statement-breakpoint
CREATE TABLE "account" (
	"company_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"email" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"kdf" jsonb NOT NULL,
	"auth_hash" "bytea" NOT NULL,
	"vault_key_wrapped" "bytea" NOT NULL,
	"recovery_hash" "bytea" NOT NULL,
	"recovery_wrapped" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_company_id_user_id_pk" PRIMARY KEY("company_id","user_id")
);

--> statement-breakpoint
CREATE TABLE "address" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"name" text,
	"use" text,
	"address" jsonb,
	"address_province" text GENERATED ALWAYS AS (("address" ->> 'province')) STORED,
	"address_district" text GENERATED ALWAYS AS (("address" ->> 'district')) STORED,
	CONSTRAINT "address_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "api_key" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"name" text NOT NULL,
	"role_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "api_key_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "clash" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"record_kind" text,
	"record" text,
	"record_title" text,
	"field" text,
	"mine" jsonb,
	"theirs" jsonb,
	"their_user" uuid,
	"their_at" timestamp(3) with time zone,
	"device" text,
	"entry" text,
	"state" text,
	CONSTRAINT "clash_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "company" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"number" bigint DEFAULT 0 NOT NULL,
	"head_hash" "bytea" DEFAULT decode(repeat('00', 32), 'hex') NOT NULL,
	"access_number" bigint DEFAULT 0 NOT NULL,
	"access_hash" "bytea" DEFAULT decode(repeat('00', 32), 'hex') NOT NULL,
	"key_wrapped" "bytea" NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);

--> statement-breakpoint
CREATE TABLE "contact" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"first_name" text,
	"last_name" text,
	"position" text,
	"phone" text,
	"email" text,
	"is_primary" boolean,
	"birthday" date,
	"private_notes" text,
	CONSTRAINT "contact_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "customer" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"type" text,
	"company_name" text,
	"first_name" text,
	"last_name" text,
	"tax_number" text,
	"tax_office" text,
	"status" text,
	"sector" text,
	"source" text,
	"authorized_first_name" text,
	"authorized_last_name" text,
	"authorized_position" text,
	"authorized_email" text,
	"authorized_phone" text,
	"phone" text,
	"secondary_phone" text,
	"email" text,
	"website" text,
	"address" jsonb,
	"address_province" text GENERATED ALWAYS AS (("address" ->> 'province')) STORED,
	"address_district" text GENERATED ALWAYS AS (("address" ->> 'district')) STORED,
	"tags" uuid[],
	"private_notes" text,
	CONSTRAINT "customer_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "device" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"first_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "device_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "entry_answer" (
	"company_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"answer" jsonb NOT NULL,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entry_answer_company_id_device_id_seq_pk" PRIMARY KEY("company_id","device_id","seq")
);

--> statement-breakpoint
CREATE TABLE "lead" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"company_name" text,
	"name" text,
	"position" text,
	"status" text,
	"lost_reason" text,
	"source" text,
	"sector" text,
	"phone" text,
	"secondary_phone" text,
	"email" text,
	"website" text,
	"address" jsonb,
	"address_province" text GENERATED ALWAYS AS (("address" ->> 'province')) STORED,
	"address_district" text GENERATED ALWAYS AS (("address" ->> 'district')) STORED,
	"expected_amount_amount" bigint,
	"expected_amount_currency" text,
	"next_contact_on" date,
	"tags" uuid[],
	"first_message" text,
	"private_notes" text,
	"converted_to" uuid,
	CONSTRAINT "lead_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "log" (
	"company_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"operation" uuid NOT NULL,
	"label" text NOT NULL,
	"undoes" uuid,
	"entry_id" uuid,
	"user_id" uuid NOT NULL,
	"device_id" uuid,
	"address" text,
	"at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"record_id" uuid NOT NULL,
	"creates" boolean NOT NULL,
	"owner_before" uuid,
	"team_before" uuid,
	"owner_after" uuid,
	"team_after" uuid,
	"changes" "bytea" NOT NULL,
	"cause" bigint,
	"cause_depth" integer DEFAULT 0 NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "log_company_id_epoch_number_pk" PRIMARY KEY("company_id","epoch","number")
);

--> statement-breakpoint
CREATE TABLE "note" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"subject" text,
	"body" jsonb,
	"pinned" boolean,
	CONSTRAINT "note_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "own_field" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"of" text,
	"key" text,
	"type" text,
	"words" jsonb,
	"choices" jsonb,
	"target" text,
	"mandatory" boolean,
	"position" double precision,
	CONSTRAINT "own_field_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "rest_answer" (
	"company_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"request" "bytea" NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rest_answer_company_id_key_id_idempotency_key_pk" PRIMARY KEY("company_id","key_id","idempotency_key")
);

--> statement-breakpoint
CREATE TABLE "role" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"name" text,
	"built_in" text,
	"rights" jsonb,
	CONSTRAINT "role_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "search_state" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL
);

--> statement-breakpoint
CREATE TABLE "search_text" (
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "search_text_company_id_kind_id_pk" PRIMARY KEY("company_id","kind","id")
);

--> statement-breakpoint
CREATE TABLE "secret" (
	"company_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" "bytea" NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "secret_company_id_name_pk" PRIMARY KEY("company_id","name")
);

--> statement-breakpoint
CREATE TABLE "server_state" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);

--> statement-breakpoint
CREATE TABLE "session" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"user_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"ended_by" text,
	CONSTRAINT "session_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "setting" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"key" text,
	"value" jsonb,
	CONSTRAINT "setting_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"name" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"locked_until" timestamp(3) with time zone
);

--> statement-breakpoint
CREATE TABLE "tag" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"name" text,
	"color" text,
	CONSTRAINT "tag_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "team" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"name" text,
	CONSTRAINT "team_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "user" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"number" bigint NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"parent_kind" text,
	"parent_id" uuid,
	"archived" boolean NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" uuid NOT NULL,
	"title" text NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"custom" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stubs" jsonb,
	"name" text,
	"email" text,
	"role" uuid,
	"member_of" uuid,
	"is_active" boolean,
	CONSTRAINT "user_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE INDEX "access_log_at" ON "access_log" USING btree ("company_id","at");
--> statement-breakpoint
CREATE INDEX "access_log_record" ON "access_log" USING btree ("company_id","kind","record_id","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "account_email" ON "account" USING btree ("email");
--> statement-breakpoint
CREATE INDEX "address_number" ON "address" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "address_title" ON "address" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "address_owner" ON "address" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "address_parent" ON "address" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_hash" ON "api_key" USING btree ("key_hash");
--> statement-breakpoint
CREATE INDEX "clash_number" ON "clash" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "clash_title" ON "clash" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "clash_owner" ON "clash" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "contact_number" ON "contact" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "contact_title" ON "contact" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "contact_owner" ON "contact" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "contact_parent" ON "contact" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "customer_number" ON "customer" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "customer_title" ON "customer" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "customer_owner" ON "customer" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "entry_answer_entry" ON "entry_answer" USING btree ("company_id","entry_id");
--> statement-breakpoint
CREATE INDEX "entry_answer_at" ON "entry_answer" USING btree ("company_id","at");
--> statement-breakpoint
CREATE INDEX "lead_number" ON "lead" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "lead_title" ON "lead" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "lead_owner" ON "lead" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "log_record" ON "log" USING btree ("company_id","kind","record_id","number");
--> statement-breakpoint
CREATE INDEX "log_operation" ON "log" USING btree ("company_id","operation");
--> statement-breakpoint
CREATE INDEX "note_number" ON "note" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "note_title" ON "note" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "note_owner" ON "note" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "note_parent" ON "note" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "own_field_number" ON "own_field" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "own_field_title" ON "own_field" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "rest_answer_at" ON "rest_answer" USING btree ("company_id","at");
--> statement-breakpoint
CREATE INDEX "role_number" ON "role" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "role_title" ON "role" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "search_text_words" ON "search_text" USING gin ("words");
--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("company_id","user_id");
--> statement-breakpoint
CREATE INDEX "setting_number" ON "setting" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "setting_title" ON "setting" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "tag_number" ON "tag" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "tag_title" ON "tag" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "team_number" ON "team" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "team_title" ON "team" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "user_number" ON "user" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "user_title" ON "user" USING btree ("company_id","title_key","id");
--> statement-breakpoint
ALTER TABLE "access_log" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "access_log" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "access_log_company" ON "access_log" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (details) ON "access_log" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "account" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "account" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "account_company" ON "account" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "account_lookup" ON "account" FOR SELECT USING (email = (select nullif(current_setting('pergel.lookup', true), '')));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "account" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "address" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "address" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "address_company" ON "address" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "address" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "api_key" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "api_key_company" ON "api_key" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "api_key_lookup" ON "api_key" FOR SELECT USING (encode(key_hash, 'hex') = (select nullif(current_setting('pergel.lookup', true), '')));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_key" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "clash" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "clash" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "clash_company" ON "clash" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "clash" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "company" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "company" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "company_company" ON "company" USING ("id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "company_lookup" ON "company" FOR SELECT USING ((select nullif(current_setting('pergel.lookup', true), '')) = 'companies');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "company" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "contact" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "contact" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "contact_company" ON "contact" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "contact" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "customer" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "customer" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "customer_company" ON "customer" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "customer" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "device" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "device" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "device_company" ON "device" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "device" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "entry_answer" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "entry_answer" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "entry_answer_company" ON "entry_answer" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "entry_answer" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "lead" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "lead" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "lead_company" ON "lead" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "lead" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "log" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "log" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "log_company" ON "log" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (changes) ON "log" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "note" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "note" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "note_company" ON "note" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "note" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "own_field" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "own_field" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "own_field_company" ON "own_field" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "own_field" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "rest_answer" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "rest_answer" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "rest_answer_company" ON "rest_answer" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "rest_answer" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "role" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "role" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "role_company" ON "role" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "role" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "search_state" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "search_state" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "search_state_company" ON "search_state" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "search_state" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "search_text" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "search_text_company" ON "search_text" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "search_text" TO pergel_app;
--> statement-breakpoint
CREATE FUNCTION search_ids(wanted_company uuid, wanted_kind text, query tsquery) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id FROM public.search_text
  WHERE company_id = wanted_company AND kind = wanted_kind AND words @@ query
    AND company_id = nullif(current_setting('pergel.company', true), '')::uuid
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION search_ids(uuid, text, tsquery) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_ids(uuid, text, tsquery) TO pergel_app;
--> statement-breakpoint
ALTER TABLE "secret" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "secret" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "secret_company" ON "secret" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "secret" TO pergel_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "server_state" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "session" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "session_company" ON "session" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "session_lookup" ON "session" FOR SELECT USING (encode(token_hash, 'hex') = (select nullif(current_setting('pergel.lookup', true), '')));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "session" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "setting" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "setting" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "setting_company" ON "setting" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "setting" TO pergel_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_failure" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "tag" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "tag" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "tag_company" ON "tag" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "tag" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "team" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "team" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "team_company" ON "team" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "team" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "user" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "user" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "user_company" ON "user" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "user" TO pergel_app;
