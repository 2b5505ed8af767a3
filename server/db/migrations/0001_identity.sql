CREATE TABLE "invitation" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role_id" uuid NOT NULL,
	"team_id" uuid,
	"user_id" uuid,
	"language" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"ended_by" text,
	CONSTRAINT "invitation_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "reset_link" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"made_by" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone,
	CONSTRAINT "reset_link_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "recovery_changed_at" timestamp(3) with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "language" text;
--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "reset_asked_at" timestamp(3) with time zone;
--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "start" text;
--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "created_by" uuid;
--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "trust_hash" "bytea";
--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_token" ON "invitation" USING btree ("token_hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "reset_link_token" ON "reset_link" USING btree ("token_hash");
--> statement-breakpoint
CREATE INDEX "reset_link_user" ON "reset_link" USING btree ("company_id","user_id");
--> statement-breakpoint
CREATE INDEX "device_user" ON "device" USING btree ("company_id","user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "device_trust" ON "device" USING btree ("trust_hash");
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "invitation_company" ON "invitation" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "invitation_lookup" ON "invitation" FOR SELECT USING (encode(token_hash, 'hex') = (select nullif(current_setting('pergel.lookup', true), '')));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "invitation" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "reset_link" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "reset_link" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "reset_link_company" ON "reset_link" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "reset_link_lookup" ON "reset_link" FOR SELECT USING (encode(token_hash, 'hex') = (select nullif(current_setting('pergel.lookup', true), '')));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "reset_link" TO pergel_app;
--> statement-breakpoint
CREATE POLICY "device_lookup" ON "device" FOR SELECT USING (encode(trust_hash, 'hex') = (select nullif(current_setting('pergel.lookup', true), '')));
--> statement-breakpoint
-- A recovery code was only ever made together with a password. The owner is bound by the policies too, except for this.
ALTER TABLE "account" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE "account" SET "recovery_changed_at" = "changed_at";
--> statement-breakpoint
ALTER TABLE "account" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION tr_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(replace(replace(replace(replace(replace(replace(translate(regexp_replace(
    normalize(translate(normalize(t, NFC), 'ıİIşŞğĞçÇöÖüÜ', 'iiissggccoouu'), NFD), '[\u0300-\u036f]', '', 'g'),
    'øØłŁđĐħĦ', 'oOlLdDhH'), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe')
    COLLATE "C")
$$;
--> statement-breakpoint
-- Words are folded anew: the index follows the log again from its beginning.
TRUNCATE "search_text", "search_state";
