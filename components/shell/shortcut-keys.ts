/** Every shortcut of the console, by where it works. */
export const SHORTCUT_GROUPS: readonly {
  title: string;
  keys: readonly (readonly [what: string, key: string])[];
}[] = [
  {
    title: "Everywhere",
    keys: [
      ["Search everything", "⌘ K"],
      ["Keyboard shortcuts", "?"],
      ["Close", "Esc"],
    ],
  },
  {
    title: "Lists",
    keys: [
      ["Filter the list", "/"],
      ["Next, previous row", "J  K"],
      ["Open the row beside the list, then as a page", "Enter"],
    ],
  },
  { title: "Catalog", keys: [["Star the row, or take the star away", "S"]] },
  {
    title: "A change",
    keys: [
      ["Approve", "A"],
      ["Ask for changes", "R"],
    ],
  },
  { title: "Cost", keys: [["The calls behind the row", "C"]] },
];
