export const signIn = {
  title: (product: string) => `Sign in to ${product}`,
  pageTitle: 'Sign in',
  identifier: (handle: string) => `${handle} or email`,
  password: 'Password',
  submit: 'Sign in',
  noAccount: 'New here?',
  signUp: 'Create an account',
  ended: 'Your session has ended. Sign in to go on.',
  signedOut: 'You are signed out.',
};

export const signUp = {
  title: (product: string) => `Create your ${product} account`,
  pageTitle: 'Create an account',
  email: 'Email address',
  password: 'Password',
  firstName: 'First name',
  lastName: 'Last name',
  submit: 'Create account',
  haveAccount: 'Have an account already?',
  signIn: 'Sign in',
  closed: {
    title: 'Sign-up is closed',
    invitation: 'You need an invitation to make an account here.',
    admin: 'An administrator makes the accounts here. Ask yours for one.',
  },
  createdSignIn: 'Your account is ready. Sign in with your new password.',
};
