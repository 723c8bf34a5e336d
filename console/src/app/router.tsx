import { createBrowserRouter, Navigate } from 'react-router';
import { type Arrival, signInPath } from '../api/leave.js';
import { createQueryClient, isOfSomebody } from '../api/query-client.js';
import { signedInHint } from '../api/signed-in-hint.js';
import { strings } from '../strings/strings.js';
import { CrashedPage } from './crashed-page.js';
import { NotFoundPage } from './not-found-page.js';
import { PublicLayout } from './public-layout.js';

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
          { path: 'device', lazy: page(() => import('../features/device-login/device-login-page.js')) },
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
          { path: 'settings/api-keys', lazy: page(() => import('../features/api-key/api-keys-page.js')) },
          {
            path: 'settings/api-keys/new',
            lazy: page(() => import('../features/api-key/new-api-key-page.js')),
          },
          {
            path: 'settings/api-keys/:id',
            lazy: page(() => import('../features/api-key/edit-api-key-page.js')),
          },
          { path: 'settings/advanced', lazy: page(() => import('./pages/advanced-page.js')) },
          { path: 'settings/sessions', lazy: page(() => import('../features/session/sessions-page.js')) },
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
  const arrival: Arrival = signedInHint.isSet() ? { headline: strings.signIn.ended } : {};
  signedInHint.clear();
  const { pathname, search } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/sign-up') return;
  void router.navigate(signInPath(pathname + search), { replace: true, state: arrival });
  queryClient.removeQueries({ predicate: isOfSomebody });
}
