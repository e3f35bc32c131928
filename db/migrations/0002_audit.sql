DROP INDEX "audit_entries_tx";--> statement-breakpoint
CREATE INDEX "audit_entries_tx" ON "audit_entries" USING btree ("tx","id");--> statement-breakpoint
ALTER TABLE "audit_tiles" ALTER COLUMN "hashes" SET STORAGE EXTERNAL;
