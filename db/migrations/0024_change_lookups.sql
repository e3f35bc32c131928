CREATE INDEX "changes_subject" ON "changes" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "changes_reverts" ON "changes" USING btree ("reverts") WHERE reverts is not null;--> statement-breakpoint
CREATE INDEX "changes_reviewable" ON "changes" USING btree ("number") WHERE exempt is null;