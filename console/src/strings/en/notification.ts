export const notification = {
  title: 'Notifications',
  description: 'What happened on your account.',
  filter: 'Which notifications',
  status: { unseen: 'New', seen: 'Read', archived: 'Archived' },
  markAllSeen: 'Mark all as read',
  markSeen: 'Mark as read',
  moveToArchive: 'Archive',
  moveToInbox: 'Move out of the archive',
  allSeen: 'All are marked as read.',
  empty: { unseen: 'Nothing new', seen: 'Nothing here yet', archived: 'The archive is empty' },
  emptyBody: {
    unseen: 'When something happens on your account, it is told here.',
    seen: 'What you have read is kept here.',
    archived: 'What you archive is kept here.',
  },
};
