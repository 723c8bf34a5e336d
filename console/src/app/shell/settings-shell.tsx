import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { strings } from '../../strings/strings.js';
import { Loadable } from '../../ui/loadable.js';
import { StepUpProvider } from '../../ui/step-up.js';
import { Header } from './header.js';
import { NavigationDrawer } from './navigation-drawer.js';
import { SettingsNavigation } from './settings-navigation.js';
import classes from './settings-shell.module.css';
import { ShellSkeleton } from './shell-skeleton.js';
import { useLiveNotifications } from './use-live-notifications.js';

/** Around every page of somebody who is signed in: header, navigation at the side, the page. */
export default function SettingsShell() {
  return (
    <Loadable page skeleton={<ShellSkeleton />}>
      <Shell />
    </Loadable>
  );
}

function Shell() {
  useLiveNotifications();
  const { pathname } = useLocation();
  const [navigationOpen, navigation] = useDisclosure(false);
  const main = useFocusOnNavigation(pathname);
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {strings.common.skipToContent}
      </a>
      <Header navigationOpen={navigationOpen} onOpenNavigation={navigation.open} />
      <NavigationDrawer opened={navigationOpen} onClose={navigation.close} />
      <div className={classes.columns}>
        <nav className={classes.side} aria-label={strings.shell.navigation}>
          <SettingsNavigation />
        </nav>
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          <StepUpProvider>
            <Loadable page key={pathname}>
              <Outlet />
            </Loadable>
          </StepUpProvider>
        </main>
      </div>
    </div>
  );
}

/** Moves the focus to the new page, where a page that the server sends would put it. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}
