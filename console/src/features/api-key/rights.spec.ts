import { describe, expect, it } from '@jest/globals';
import { builtInRights, introspect, userAll } from '@latchkey/contracts/rights';
import { groupRights, pickable, readOnly, searchRights } from './rights.js';

const application = { id: 'RIGHT_APPLICATION_INFO', title: 'View applications', description: 'Read them.' };
const rights = [...builtInRights, application];
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id);

describe('the rights picker', () => {
  it('offers no "all" among the single ones, and token checks to administrators alone', () => {
    expect(ids(pickable(rights, false))).not.toContain(userAll);
    expect(ids(pickable(rights, false))).not.toContain(introspect);
    expect(ids(pickable(rights, true))).toContain(introspect);
  });

  it('presets what only looks', () => {
    expect(readOnly(rights)).toEqual([
      'RIGHT_USER_INFO',
      'RIGHT_USER_NOTIFICATIONS_READ',
      'RIGHT_USER_AUDIT_READ',
      'RIGHT_APPLICATION_INFO',
    ]);
  });

  it('groups by what they are about and keeps the order', () => {
    expect(groupRights(pickable(rights, false)).map(({ key }) => key)).toEqual(['USER', 'APPLICATION']);
  });

  it('finds by every word, in name, description and id', () => {
    expect(ids(searchRights(rights, 'view APPLIC'))).toEqual([application.id]);
    expect(ids(searchRights(rights, 'audit_read'))).toEqual(['RIGHT_USER_AUDIT_READ']);
    expect(searchRights(rights, 'applications nonsense')).toEqual([]);
    expect(searchRights(rights, '  ')).toHaveLength(rights.length);
  });
});
