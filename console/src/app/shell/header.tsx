import { ActionIcon } from '@mantine/core';
import { IconKey, IconMenu2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { AvatarMenu } from './avatar-menu.js';
import classes from './header.module.css';

interface HeaderProps {
  readonly navigationOpen: boolean;
  readonly onOpenNavigation: () => void;
}

export function Header({ navigationOpen, onOpenNavigation }: HeaderProps) {
  const { labels } = usePolicy();
  return (
    <header className={classes.header}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        className={classes.burger}
        aria-label={strings.shell.openNavigation}
        aria-expanded={navigationOpen}
        onClick={onOpenNavigation}
      >
        <IconMenu2 aria-hidden size={20} />
      </ActionIcon>
      <Link to="/" className={classes.brand}>
        <span className={classes.mark}>
          <IconKey aria-hidden size={16} stroke={2} />
        </span>
        <span className={classes.product}>{labels.product}</span>
      </Link>
      <AvatarMenu />
    </header>
  );
}
