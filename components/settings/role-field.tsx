import { NativeSelect } from "@mantine/core";
import { ROLE_WORDS } from "./permission-words";
import { MEMBER_ROLES } from "./settings-search";

/** Chooses a role and says what it is for. */
export function RoleField({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const role = MEMBER_ROLES.find((one) => one === value) ?? "viewer";
  return (
    <NativeSelect
      label="Role"
      description={ROLE_WORDS[role]}
      value={role}
      data={[...MEMBER_ROLES]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
