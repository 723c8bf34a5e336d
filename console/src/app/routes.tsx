import { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { NotFoundPage } from './not-found-page.js';
import {
  AdvancedPage,
  ApiKeysPage,
  DeviceLoginPage,
  EditApiKeyPage,
  ForgotPasswordPage,
  NewApiKeyPage,
  NotificationsPage,
  PasswordPage,
  ProfilePage,
  ResetPasswordPage,
  SessionsPage,
  SettingsShell,
  SignInPage,
  SignUpPage,
} from './pages.js';
import { PublicLayout } from './public-layout.js';
import { ShellSkeleton } from './shell/shell-skeleton.js';
import { useLeaveWhenSignedOut } from './use-leave-when-signed-out.js';

const shell = (
  <Suspense fallback={<ShellSkeleton />}>
    <SettingsShell />
  </Suspense>
);
const home = <Navigate to="/settings/profile" replace />;

/** Which page stands at which address. */
export function AppRoutes() {
  useLeaveWhenSignedOut();
  return (
    <Routes>
      <Route element={<PublicLayout />}>
        <Route path="sign-in" element={<SignInPage />} />
        <Route path="sign-up" element={<SignUpPage />} />
        <Route path="forgot-password" element={<ForgotPasswordPage />} />
        <Route path="reset-password" element={<ResetPasswordPage />} />
        <Route path="device" element={<DeviceLoginPage />} />
      </Route>
      <Route element={shell}>
        <Route index element={home} />
        <Route path="settings">
          <Route index element={home} />
          <Route path="profile" element={<ProfilePage />} />
          <Route path="password" element={<PasswordPage />} />
          <Route path="sessions" element={<SessionsPage />} />
          <Route path="api-keys" element={<ApiKeysPage />} />
          <Route path="api-keys/new" element={<NewApiKeyPage />} />
          <Route path="api-keys/:id" element={<EditApiKeyPage />} />
          <Route path="advanced" element={<AdvancedPage />} />
        </Route>
        <Route path="notifications" element={<NotificationsPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
