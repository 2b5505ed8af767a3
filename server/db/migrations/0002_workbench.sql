CREATE TABLE "activity" (
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
	"at" timestamp(3) with time zone,
	"direction" text,
	"outcome" text,
	"minutes" double precision,
	"contact" uuid,
	"subject" text,
	"body" jsonb,
	CONSTRAINT "activity_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "blob" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"hash" text NOT NULL,
	"size" bigint NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blob_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "blob_upload" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"size" bigint NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blob_upload_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "blob_use" (
	"company_id" uuid NOT NULL,
	"blob_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	CONSTRAINT "blob_use_company_id_blob_id_file_id_pk" PRIMARY KEY("company_id","blob_id","file_id")
);

--> statement-breakpoint
CREATE TABLE "comment" (
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
	"body" jsonb,
	"mentions" uuid[],
	CONSTRAINT "comment_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "company_view" (
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
	"name" text,
	"shows" jsonb,
	"role" uuid,
	"position" double precision,
	CONSTRAINT "company_view_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "favourite" (
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
	"position" double precision,
	CONSTRAINT "favourite_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "file" (
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
	"note" text,
	"uploaded_at" timestamp(3) with time zone,
	"media_type" text,
	"size" double precision,
	"hash" text,
	"text" text,
	CONSTRAINT "file_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "notification" (
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
	"reason" text,
	"from" uuid,
	"about_title" text,
	"count" double precision,
	"about_kind" text,
	"read_at" timestamp(3) with time zone,
	CONSTRAINT "notification_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "task" (
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
	"state" text,
	"due" timestamp(3) with time zone,
	"remind_before" double precision,
	"priority" text,
	"assignees" uuid[],
	"done_at" timestamp(3) with time zone,
	"details" jsonb,
	CONSTRAINT "task_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "team_view" (
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
	"name" text,
	"shows" jsonb,
	"position" double precision,
	CONSTRAINT "team_view_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
CREATE TABLE "view" (
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
	"name" text,
	"shows" jsonb,
	"position" double precision,
	CONSTRAINT "view_company_id_id_pk" PRIMARY KEY("company_id","id")
);

--> statement-breakpoint
ALTER TABLE "customer" ADD COLUMN "stage" text;
--> statement-breakpoint
ALTER TABLE "customer" ADD COLUMN "location" jsonb;
--> statement-breakpoint
ALTER TABLE "lead" ADD COLUMN "location" jsonb;
--> statement-breakpoint
CREATE INDEX "activity_number" ON "activity" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "activity_title" ON "activity" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "activity_owner" ON "activity" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "activity_parent" ON "activity" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "blob_hash" ON "blob" USING btree ("company_id","hash");
--> statement-breakpoint
CREATE UNIQUE INDEX "blob_upload_file" ON "blob_upload" USING btree ("company_id","file_id","user_id");
--> statement-breakpoint
CREATE INDEX "blob_upload_used" ON "blob_upload" USING btree ("company_id","used_at");
--> statement-breakpoint
CREATE INDEX "comment_number" ON "comment" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "comment_title" ON "comment" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "comment_owner" ON "comment" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "comment_parent" ON "comment" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "company_view_number" ON "company_view" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "company_view_title" ON "company_view" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "favourite_number" ON "favourite" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "favourite_title" ON "favourite" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "favourite_owner" ON "favourite" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "favourite_parent" ON "favourite" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "file_number" ON "file" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "file_title" ON "file" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "file_owner" ON "file" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "file_parent" ON "file" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "notification_number" ON "notification" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "notification_title" ON "notification" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "notification_owner" ON "notification" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "notification_parent" ON "notification" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "task_number" ON "task" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "task_title" ON "task" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "task_owner" ON "task" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "task_parent" ON "task" USING btree ("company_id","parent_id");
--> statement-breakpoint
CREATE INDEX "team_view_number" ON "team_view" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "team_view_title" ON "team_view" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "team_view_owner" ON "team_view" USING btree ("company_id","owner_id");
--> statement-breakpoint
CREATE INDEX "view_number" ON "view" USING btree ("company_id","number");
--> statement-breakpoint
CREATE INDEX "view_title" ON "view" USING btree ("company_id","title_key","id");
--> statement-breakpoint
CREATE INDEX "view_owner" ON "view" USING btree ("company_id","owner_id");
--> statement-breakpoint
ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "activity" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "activity_company" ON "activity" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "activity" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "blob" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "blob" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "blob_company" ON "blob" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "blob" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "blob_upload" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "blob_upload" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "blob_upload_company" ON "blob_upload" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "blob_upload" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "blob_use" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "blob_use" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "blob_use_company" ON "blob_use" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "blob_use" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "comment" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "comment" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "comment_company" ON "comment" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "comment" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "company_view" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "company_view" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "company_view_company" ON "company_view" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "company_view" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "favourite" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "favourite" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "favourite_company" ON "favourite" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "favourite" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "file" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "file" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "file_company" ON "file" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "file" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "notification" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "notification" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "notification_company" ON "notification" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "notification" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "task" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "task" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "task_company" ON "task" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "task" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "team_view" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "team_view" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "team_view_company" ON "team_view" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "team_view" TO pergel_app;
--> statement-breakpoint
ALTER TABLE "view" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "view" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "view_company" ON "view" USING ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid)) WITH CHECK ("company_id" = (select nullif(current_setting('pergel.company', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "view" TO pergel_app;
