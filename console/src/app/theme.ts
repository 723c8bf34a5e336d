import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Shade 6 on white and 4 on the dark surfaces keep 4.5 : 1. */
const latch: MantineColorsTuple = [
  '#eef2ff',
  '#dfe6ff',
  '#bccaff',
  '#96abfd',
  '#7d96fa',
  '#5570ee',
  '#3d57d6',
  '#3349bd',
  '#2a3c9c',
  '#1f2d78',
];

const dark: MantineColorsTuple = [
  '#e6e8ec',
  '#c3c7cf',
  '#a3a9b4',
  '#828995',
  '#4a505b',
  '#343943',
  '#23272f',
  '#1a1d23',
  '#131519',
  '#0d0f12',
];

const systemFont =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

export const theme = createTheme({
  primaryColor: 'latch',
  primaryShade: 6,
  colors: { latch, dark },
  black: '#16181d',
  fontFamily: systemFont,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontFamily: systemFont, fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its way of locking the page behind writes a <style> element, which the CSP refuses; global.css does it.
    ModalRoot: { defaultProps: { lockScroll: false, centered: true, radius: 'lg' } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    // Not in a portal, which is outside of every landmark.
    Tooltip: { defaultProps: { withinPortal: false } },
    Switch: { styles: { description: { fontSize: 'var(--mantine-font-size-sm)', lineHeight: 1.5 } } },
    Button: { defaultProps: { loaderProps: { type: 'dots' } } },
    PasswordInput: { defaultProps: { visibilityToggleFocusable: true } },
    // What may be left out says so; the rest needs no mark.
    InputWrapper: { defaultProps: { withAsterisk: false } },
  },
});
