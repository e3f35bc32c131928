import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import controls from "./controls.module.css";

const SIGNAL: MantineColorsTuple = [
  "#eaf0fe",
  "#d3e0fd",
  "#a9c1fa",
  "#7f9ff2",
  "#5a82ea",
  "#3d6ce1",
  "#2b5cd9",
  "#214ab3",
  "#1a3b8f",
  "#122a68",
];

/**
 * The content security policy blocks `style` attributes in pages from the server. Empty values take them out; `controls.module.css` gives the sizes and colours instead,
 * by `data-variant` and `data-size`.
 */
const blank = (...names: string[]) => Object.fromEntries(names.map((name) => [name, ""]));

const BUTTON = blank(
  "--button-color",
  "--button-bg",
  "--button-hover",
  "--button-bd",
  "--button-hover-color",
  "--button-height",
  "--button-padding-x",
  "--button-fz",
);
const ICON = blank("--ai-color", "--ai-bg", "--ai-hover", "--ai-bd", "--ai-hover-color", "--ai-size");
const INPUT = blank(
  "--input-height",
  "--input-fz",
  "--input-margin-top",
  "--input-margin-bottom",
  "--input-padding-y",
  "--input-left-section-pointer-events",
  "--input-right-section-pointer-events",
);

/** What Mantine draws itself (menus, windows, borders) in the dark theme. */
const DARK: MantineColorsTuple = [
  "#e6e9ee",
  "#c5ccd6",
  "#98a2b1",
  "#6c7685",
  "#3a4452",
  "#242b35",
  "#161b22",
  "#0e1116",
  "#0b0e12",
  "#080a0d",
];

export const theme = createTheme({
  primaryColor: "signal",
  colors: { signal: SIGNAL, dark: DARK },
  fontFamily: "var(--font-sans)",
  fontFamilyMonospace: "var(--font-mono)",
  defaultRadius: "sm",
  fontSizes: { xs: "0.6875rem", sm: "0.75rem", md: "0.8125rem", lg: "0.9375rem", xl: "1.25rem" },
  radius: { sm: "6px" },
  focusRing: "auto",
  respectReducedMotion: true,
  // Plain objects: each component's own `extend` would bring its code into the first load of every page.
  components: {
    Button: { classNames: { root: controls.button }, vars: () => ({ root: BUTTON }) },
    ActionIcon: {
      classNames: { root: controls.icon },
      vars: () => ({ root: ICON }),
      defaultProps: { variant: "subtle" },
    },
    Input: {
      classNames: { wrapper: controls.inputWrapper, input: controls.input },
      vars: () => ({ wrapper: INPUT }),
    },
    InputWrapper: {
      classNames: { label: controls.label, description: controls.description },
      vars: () => ({
        label: { "--input-label-size": "", "--input-asterisk-color": undefined },
        success: { "--input-success-size": "" },
        error: { "--input-error-size": "" },
        description: { "--input-description-size": "" },
      }),
    },
    InputDescription: { vars: () => ({ description: blank("--input-description-size") }) },
    InputError: { vars: () => ({ error: blank("--input-error-size") }) },
    PasswordInput: {
      classNames: { root: controls.password },
      vars: () => ({ root: blank("--psi-icon-size", "--psi-button-size") }),
    },
    // The scroll lock would insert a style element of its own.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});

const FROM_TOKENS = {
  "--mantine-color-body": "var(--bg)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-dim)",
  "--mantine-color-default": "var(--bg-raised)",
  "--mantine-color-default-hover": "var(--bg-hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-placeholder": "var(--text-dim)",
  "--mantine-color-anchor": "var(--accent)",
  "--mantine-color-error": "var(--failed)",
  "--mantine-primary-color-filled": "var(--accent)",
  "--mantine-primary-color-filled-hover": "var(--accent-hover)",
  "--mantine-primary-color-contrast": "var(--on-accent)",
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: FROM_TOKENS,
  dark: FROM_TOKENS,
});
