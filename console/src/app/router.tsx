import { createBrowserRouter, Navigate } from 'react-router';
import { createQueryClient } from '../api/query-client.js';
import { signedInHint } from '../api/signed-in-hint.js';
import { CrashedPage } from './crashed-page.js';
import { NotFoundPage } from './not-found-page.js';
import { PublicLayout } from './public-layout.js';
import { signInPath } from './sign-in-path.js';

export const queryClient = createQueryClient(leaveBecauseSignedOut);

/** Each page is a file of its own, fetched when somebody goes there. */
export const router = createBrowserRouter([
  {
    errorElement: <CrashedPage />,
    hydrateFallbackElement: <div />,
    children: [
      {
        element: <PublicLayout />,
        children: [
          { path: 'sign-in', lazy: page(() => import('../features/session/sign-in-page.js')) },
          { path: 'sign-up', lazy: page(() => import('../features/user/sign-up-page.js')) },
        ],
      },
      {
        lazy: async () => ({ Component: (await import('./shell/settings-shell.js')).SettingsShell }),
        children: [
          { index: true, element: <Navigate to="/settings/profile" replace /> },
          { path: 'settings', element: <Navigate to="/settings/profile" replace /> },
          { path: 'settings/profile', lazy: page(() => import('../features/user/profile-page.js')) },
          { path: 'settings/password', lazy: page(() => import('../features/password/password-page.js')) },
          {
            path: 'notifications',
            lazy: page(() => import('../features/notification/notifications-page.js')),
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);

function page(load: () => Promise<{ default: React.ComponentType }>) {
  return async () => ({ Component: (await load()).default });
}

function leaveBecauseSignedOut(): void {
  signedInHint.clear();
  const { pathname, search } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/sign-up') return;
  void router.navigate(signInPath(pathname + search), { replace: true, state: { ended: true } });
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'policy' });
}
