import { TextInput } from "@mantine/core";
import classes from "./register.module.css";
import { isPriceWhole } from "./register-search";
import type { StepProps } from "./step-source";

/** As the operation takes it: exact, at most six digits after the point. */
const AMOUNT = "[0-9]{1,9}(\\.[0-9]{1,6})?";

/** What the provider asks for a million tokens. Without it the model can be called, and what its calls cost stays unknown. */
export function PriceFields({ draft, change }: Pick<StepProps, "draft" | "change">) {
  const rates = [
    ["input", "Input"],
    ["output", "Output"],
    ["cachedInput", "Input from the provider's cache"],
  ] as const;
  return (
    <fieldset className={classes.terms} aria-describedby="register-price-note">
      <legend>Price for a million tokens</legend>
      <p id="register-price-note" className={classes.note}>
        Counts for calls from now on. Without a price the model can be called, and what its calls cost stays
        unknown. Tiers and services can be set through the API.
      </p>
      <div className={classes.rates}>
        <TextInput
          label="Currency"
          pattern="[A-Za-z]{3}"
          maxLength={3}
          placeholder="USD"
          value={draft.currency}
          onChange={(event) => change({ currency: event.currentTarget.value })}
        />
        {rates.map(([name, label]) => (
          <TextInput
            key={name}
            label={label}
            inputMode="decimal"
            pattern={AMOUNT}
            placeholder={name === "cachedInput" ? "as input" : "not known"}
            value={draft[name]}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      {isPriceWhole(draft) ? null : (
        <p className={classes.note} role="status">
          A price needs both: for input and for output.
        </p>
      )}
    </fieldset>
  );
}
