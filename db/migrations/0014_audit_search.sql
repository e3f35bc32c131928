DROP INDEX "audit_entries_actor";--> statement-breakpoint
DROP INDEX "audit_entries_object";--> statement-breakpoint
CREATE INDEX "audit_entries_type" ON "audit_entries" USING btree ("type","id") WHERE type not in ('io.signalbox.call.admitted', 'io.signalbox.call.completed');--> statement-breakpoint
CREATE INDEX "audit_entries_outcome" ON "audit_entries" USING btree ("outcome","id") WHERE outcome not in ('ok', 'allow');--> statement-breakpoint
CREATE INDEX "audit_entries_call" ON "audit_entries" USING btree ("call_id") WHERE type not like 'io.signalbox.call.%';--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor" text_pattern_ops,"id");--> statement-breakpoint
CREATE INDEX "audit_entries_object" ON "audit_entries" USING btree ("object" text_pattern_ops,"id");