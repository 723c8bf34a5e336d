import { Avatar, Indicator, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconBell, IconHelp, IconLogout, IconSettings } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { useUnseenCount } from '../../api/unseen-count.js';
import { strings } from '../../strings/strings.js';
import { CountBadge } from '../../ui/count-badge.js';
import { displayName } from '../../ui/display-name.js';
import classes from './avatar-menu.module.css';
import { ThemeMenuItems } from './theme-menu-items.js';
import { useSignOut } from './use-sign-out.js';

export function AvatarMenu() {
  const me = useMe();
  const { labels } = usePolicy();
  const unseen = useUnseenCount();
  const signOut = useSignOut();
  const name = displayName(me);
  const words = strings.shell;
  return (
    <Menu
      position="bottom-end"
      width={260}
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.trigger} aria-label={words.menu(name)}>
          <Indicator disabled={unseen === 0} size={10} offset={4}>
            <Avatar
              src={me.avatar.sizes['64'] ?? null}
              name={name}
              alt=""
              size={34}
              color="latch"
              variant="filled"
            />
          </Indicator>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {me.email}
          </Text>
          {me.admin && <Text size="sm">{words.administrator}</Text>}
        </div>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/settings/profile"
          leftSection={<IconSettings aria-hidden size={17} />}
        >
          {labels.settings}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/notifications"
          leftSection={<IconBell aria-hidden size={17} />}
          rightSection={<CountBadge count={unseen} label={words.unseen(unseen)} />}
        >
          {words.notifications}
        </Menu.Item>
        <Menu.Divider />
        <ThemeMenuItems />
        <Menu.Divider />
        <Menu.Item component="a" href="/docs" leftSection={<IconHelp aria-hidden size={17} />}>
          {words.help}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout aria-hidden size={17} />} onClick={signOut}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
