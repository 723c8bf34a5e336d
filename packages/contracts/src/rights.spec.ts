import { describe, expect, it } from '@jest/globals';
import { builtInRights, grants, introspect, Right, userAll, userDelete, userInfo } from './rights.js';

describe('grants', () => {
  it('goes by name', () => {
    expect(grants([userInfo], userInfo)).toBe(true);
    expect(grants([userInfo], userDelete)).toBe(false);
    expect(grants([], userInfo)).toBe(false);
  });

  it('takes "all user rights" for every right on the account, those to come too', () => {
    expect(grants([userAll], userDelete)).toBe(true);
    expect(grants([userAll], 'RIGHT_USER_SOMETHING_NEW')).toBe(true);
  });

  it('gives nobody "all user rights" for having one of them, and with them nothing beyond the account', () => {
    expect(grants([userInfo, userDelete], userAll)).toBe(false);
    expect(grants([userAll], introspect)).toBe(false);
    expect(grants([userAll], 'RIGHT_APPLICATION_INFO')).toBe(false);
  });
});

describe('builtInRights', () => {
  it('are rights as a policy holds them', () => {
    for (const right of builtInRights) expect(Right.parse(right)).toEqual(right);
  });
});
