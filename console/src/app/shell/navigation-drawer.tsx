import { Drawer } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { SettingsNavigation } from './settings-navigation.js';

/** The navigation on a narrow screen. */
export function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={280}
      title={strings.shell.navigation}
      closeButtonProps={{ 'aria-label': strings.common.close }}
    >
      <nav aria-label={strings.shell.navigation}>
        <SettingsNavigation onNavigate={onClose} />
      </nav>
    </Drawer>
  );
}
