/** What an editor of a new policy begins with: a whole rule, to be changed. */
export const NEW_POLICY_TEXT = `@id("new-rule")
@title("Agents use what their own domain owns")
permit(
  principal is Agent,
  action,
  resource
)
when { principal.domain == resource.domain };
`;
