import { beforeAll, describe, expect, it } from '@jest/globals';
import { methodsAt, rememberRoute } from './known-routes.js';

describe('methodsAt', () => {
  beforeAll(() => {
    rememberRoute({ method: 'GET', url: '/v1/users/:user' });
    rememberRoute({ method: ['PATCH', 'delete'], url: '/v1/users/:user' });
    rememberRoute({ method: 'POST', url: '/v1/users/me' });
    rememberRoute({ method: 'GET', url: '/openapi.json' });
  });

  it('tells all that is served at an address, by whatever patterns, once each', () => {
    expect(methodsAt('/v1/users/ada')).toEqual(['DELETE', 'GET', 'PATCH']);
    expect(methodsAt('/v1/users/me?x=1')).toEqual(['DELETE', 'GET', 'PATCH', 'POST']);
  });

  it.each([
    '/v1/users',
    '/v1/users/',
    '/v1/users/ada/keys',
    '/x/v1/users/ada',
    '/openapiXjson',
    '/openapi.jsonx',
    '',
  ])('tells nothing of %j', (address) => {
    expect(methodsAt(address)).toEqual([]);
  });
});
