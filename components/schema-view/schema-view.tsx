import { VisibleText } from "../viewers/visible-text";
import { readSchema, type SchemaField } from "./read-schema";
import classes from "./schema-view.module.css";

/** The members of a JSON schema as a table. The schema is a stranger's: its texts are drawn as text, with characters that hide shown by their codes. */
export function SchemaView({ schema, label, empty }: { schema: unknown; label: string; empty: string }) {
  const { fields, cut } = readSchema(schema);
  if (fields.length === 0) return <p className={classes.note}>{empty}</p>;
  return (
    <>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <Row key={field.path} field={field} />
          ))}
        </tbody>
      </table>
      {cut ? <p className={classes.note}>The schema has more members than are listed here.</p> : null}
    </>
  );
}

function Row({ field }: { field: SchemaField }) {
  const { path, depth, type, required, description, rules } = field;
  return (
    <tr>
      <th scope="row" data-depth={depth}>
        <code>
          <VisibleText text={path} />
        </code>
        {required ? <span className={classes.required}>required</span> : null}
      </th>
      <td>
        <VisibleText text={type} />
      </td>
      <td>
        {description ? (
          <p>
            <VisibleText text={description} />
          </p>
        ) : null}
        {rules.length > 0 ? (
          <p className={classes.note}>
            <VisibleText text={rules.join("; ")} />
          </p>
        ) : null}
      </td>
    </tr>
  );
}
