import { lazy } from 'react';

/** Each page is a file of its own, fetched when somebody goes there. */
export const SignInPage = lazy(() => import('../features/session/sign-in-page.js'));
export const SignUpPage = lazy(() => import('../features/user/sign-up-page.js'));
export const ForgotPasswordPage = lazy(() => import('../features/password-reset/forgot-password-page.js'));
export const ResetPasswordPage = lazy(() => import('../features/password-reset/reset-password-page.js'));
export const DeviceLoginPage = lazy(() => import('../features/device-login/device-login-page.js'));
export const SettingsShell = lazy(() => import('./shell/settings-shell.js'));
export const ProfilePage = lazy(() => import('../features/user/profile-page.js'));
export const PasswordPage = lazy(() => import('../features/password/password-page.js'));
export const SessionsPage = lazy(() => import('../features/session/sessions-page.js'));
export const ApiKeysPage = lazy(() => import('../features/api-key/api-keys-page.js'));
export const NewApiKeyPage = lazy(() => import('../features/api-key/new-api-key-page.js'));
export const EditApiKeyPage = lazy(() => import('../features/api-key/edit-api-key-page.js'));
export const AdvancedPage = lazy(() => import('./pages/advanced-page.js'));
export const NotificationsPage = lazy(() => import('../features/notification/notifications-page.js'));
