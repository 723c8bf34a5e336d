import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { strings } from '../../strings/strings.js';

const schemes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

export function ThemeMenuItems() {
  // Without `keepTransitions` Mantine writes a <style> element, which the CSP refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <>
      <Menu.Label>{strings.shell.theme}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
        {schemes.map((scheme) => (
          <Menu.RadioItem key={scheme} value={scheme}>
            {strings.shell.themes[scheme]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
