export const forgotPassword = {
  link: 'Forgot your password?',
  pageTitle: 'Forgot password',
  title: 'Forgot your password?',
  explain: 'Say who you are, and we send a link to your email address.',
  submit: 'Send link',
  sentTitle: 'Look into your mail',
  sent: (identifier: string) =>
    `If there is an account for ${identifier}, a link to choose a new password is on its way to its address. It works once, for one hour.`,
  again: 'No mail? Look into the junk folder, or ask again.',
  tryAgain: 'Ask again',
  back: 'Back to sign in',
};

export const resetPassword = {
  pageTitle: 'Reset password',
  title: 'Choose a new password',
  explain: 'A new password signs out every session and revokes every key.',
  submit: 'Set new password',
  done: 'Your new password is set. Sign in with it.',
  expiredTitle: 'This link is not valid any more',
  expired: 'It was used, is older than an hour, or something has changed since. Ask for a new one.',
  askAgain: 'Ask for a new link',
};
