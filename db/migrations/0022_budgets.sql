CREATE TABLE "budget_alerts" (
	"asset_id" uuid NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"amount" numeric(30, 12) NOT NULL,
	"share" numeric(8, 4) NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "budget_alerts_asset_id_window_start_amount_share_pk" PRIMARY KEY("asset_id","window_start","amount","share")
);
--> statement-breakpoint
CREATE TABLE "meters" (
	"asset_id" uuid NOT NULL,
	"meter" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"used" numeric(30, 12) DEFAULT '0' NOT NULL,
	"reserved" numeric(30, 12) DEFAULT '0' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meters_asset_id_meter_window_start_pk" PRIMARY KEY("asset_id","meter","window_start")
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"call_id" uuid NOT NULL,
	"asset_id" uuid NOT NULL,
	"meter" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"replica_id" uuid NOT NULL,
	"amount" numeric(30, 12) NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reservations_call_id_asset_id_meter_pk" PRIMARY KEY("call_id","asset_id","meter")
);
--> statement-breakpoint
CREATE INDEX "reservations_replica" ON "reservations" USING btree ("replica_id");--> statement-breakpoint
-- Settles what calls used and reserves what others may use, in the transaction of their records. A call is let through by all its meters or reserves nothing. Rows are locked in one order by
-- everybody, and a statement inside sees what was committed before it began, so no two processes can both take the last of something.
-- Returns the meter that refused each refused call, as it stood.
CREATE FUNCTION claim_meters(claims json, settlements json)
RETURNS TABLE (refused_call uuid, by_asset uuid, by_meter text, was_used numeric, was_reserved numeric)
LANGUAGE plpgsql AS $$
DECLARE
  one record;
  held numeric;
BEGIN
  INSERT INTO meters (asset_id, meter, window_start)
    SELECT DISTINCT c.asset_id, c.meter, c.window_start
    FROM (
      SELECT * FROM json_to_recordset(claims) AS c(asset_id uuid, meter text, window_start timestamptz)
      UNION ALL
      SELECT * FROM json_to_recordset(settlements) AS s(asset_id uuid, meter text, window_start timestamptz)
    ) c
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
  PERFORM 1 FROM meters m
    WHERE (m.asset_id, m.meter, m.window_start) IN (
      SELECT c.asset_id, c.meter, c.window_start
        FROM json_to_recordset(claims) AS c(asset_id uuid, meter text, window_start timestamptz)
      UNION ALL
      SELECT s.asset_id, s.meter, s.window_start
        FROM json_to_recordset(settlements) AS s(asset_id uuid, meter text, window_start timestamptz)
    )
    ORDER BY m.asset_id, m.meter, m.window_start
    FOR UPDATE;
  FOR one IN
    SELECT * FROM json_to_recordset(settlements)
      AS s(call_id uuid, asset_id uuid, meter text, window_start timestamptz, used numeric, late numeric)
  LOOP
    DELETE FROM reservations r
      WHERE r.call_id = one.call_id AND r.asset_id = one.asset_id AND r.meter = one.meter
      RETURNING r.amount INTO held;
    -- Without its reservation the call was taken for lost, and what it used is only known now.
    UPDATE meters m
      SET used = m.used + CASE WHEN held IS NULL THEN one.late ELSE one.used END,
          reserved = m.reserved - coalesce(held, 0)
      WHERE m.asset_id = one.asset_id AND m.meter = one.meter AND m.window_start = one.window_start;
  END LOOP;
  FOR one IN
    SELECT DISTINCT c.call_id FROM json_to_recordset(claims) AS c(call_id uuid) ORDER BY 1
  LOOP
    -- A second try of the same call has its reservations already.
    CONTINUE WHEN EXISTS (SELECT 1 FROM reservations r WHERE r.call_id = one.call_id);
    RETURN QUERY
      SELECT c.call_id, m.asset_id, m.meter, m.used, m.reserved
      FROM json_to_recordset(claims)
        AS c(call_id uuid, nth int, asset_id uuid, meter text, window_start timestamptz, amount numeric, cap numeric)
      JOIN meters m ON m.asset_id = c.asset_id AND m.meter = c.meter AND m.window_start = c.window_start
      WHERE c.call_id = one.call_id AND m.used + m.reserved + c.amount > c.cap
      ORDER BY c.nth LIMIT 1;
    CONTINUE WHEN FOUND;
    INSERT INTO reservations (call_id, asset_id, meter, window_start, replica_id, amount)
      SELECT c.call_id, c.asset_id, c.meter, c.window_start, c.replica_id, c.amount
      FROM json_to_recordset(claims)
        AS c(call_id uuid, asset_id uuid, meter text, window_start timestamptz, replica_id uuid, amount numeric)
      WHERE c.call_id = one.call_id;
    UPDATE meters m SET reserved = m.reserved + c.amount
      FROM json_to_recordset(claims)
        AS c(call_id uuid, asset_id uuid, meter text, window_start timestamptz, amount numeric)
      WHERE c.call_id = one.call_id AND m.asset_id = c.asset_id AND m.meter = c.meter AND m.window_start = c.window_start;
  END LOOP;
END
$$;
