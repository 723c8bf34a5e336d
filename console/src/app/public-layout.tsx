import { Outlet } from 'react-router';
import { Loadable } from '../ui/loadable.js';
import { PublicPageSkeleton } from '../ui/public-page.js';

/** Around the pages for people who are not signed in. */
export function PublicLayout() {
  return (
    <Loadable page skeleton={<PublicPageSkeleton />}>
      <Outlet />
    </Loadable>
  );
}
