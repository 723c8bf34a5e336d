import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { surfaces } from '../src/app/surfaces.js';
import { theme } from '../src/app/theme.js';

const id = 'virtual:theme-variables.css';

/**
 * Writes the theme's CSS variables into the style sheet. Mantine would put them into a `<style>` element at run time,
 * which `style-src 'self'` and Trusted Types refuse.
 */
export function themeVariables(): Plugin {
  return {
    name: 'latchkey:theme-variables',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? render() : undefined),
  };
}

/** Mantine's palettes that no page uses. */
const unused = /--mantine-color-(?:pink|grape|violet|indigo|blue|cyan|lime|orange)-/;

const used = (variables: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !unused.test(name)));

function render(): string {
  const defaults = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  return convertCssVariables(
    {
      variables: { ...used(defaults.variables), ...surfaces.variables },
      light: { ...used(defaults.light), ...surfaces.light },
      dark: { ...used(defaults.dark), ...surfaces.dark },
    },
    ':root',
  );
}
