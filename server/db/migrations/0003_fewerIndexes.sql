DROP INDEX "activity_number";
--> statement-breakpoint
DROP INDEX "address_number";
--> statement-breakpoint
DROP INDEX "clash_number";
--> statement-breakpoint
DROP INDEX "comment_number";
--> statement-breakpoint
DROP INDEX "contact_number";
--> statement-breakpoint
DROP INDEX "customer_number";
--> statement-breakpoint
DROP INDEX "favourite_number";
--> statement-breakpoint
DROP INDEX "file_number";
--> statement-breakpoint
DROP INDEX "lead_number";
--> statement-breakpoint
DROP INDEX "note_number";
--> statement-breakpoint
DROP INDEX "notification_number";
--> statement-breakpoint
DROP INDEX "task_number";
--> statement-breakpoint
DROP INDEX "team_view_number";
--> statement-breakpoint
DROP INDEX "view_number";
