import { plural } from '../plural.js';

export const shell = {
  menu: (name: string) => `Account menu of ${name}`,
  openNavigation: 'Open navigation',
  navigation: 'Settings',
  administrator: 'Administrator',
  notifications: 'Notifications',
  unseen: (count: number) => plural(count, 'new notification'),
  help: 'Help',
  signOut: 'Log out',
  theme: 'Theme',
  themes: { light: 'Light', dark: 'Dark', auto: 'System' },
  nav: {
    profile: 'Profile',
    password: 'Password',
    sessions: 'Sessions',
    notifications: 'Notifications',
    advanced: 'Advanced',
  },
};
