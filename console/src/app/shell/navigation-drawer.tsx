import { Drawer } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import classes from './navigation-drawer.module.css';
import { SettingsNavigation } from './settings-navigation.js';

/** The navigation on a narrow screen. */
export function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} size={280}>
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.head}>
          <Drawer.Title className={classes.title}>{strings.shell.navigation}</Drawer.Title>
          <Drawer.CloseButton aria-label={strings.common.close} />
        </div>
        <Drawer.Body>
          <SettingsNavigation onNavigate={onClose} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
