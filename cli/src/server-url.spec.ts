import { describe, expect, it } from '@jest/globals';
import { isInTheClear, serverUrl } from './server-url.js';

describe('serverUrl', () => {
  it.each([
    ['localhost:8080', 'http://localhost:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['HTTPS://Accounts.Example.com:443', 'https://accounts.example.com'],
    ['accounts.example.com', 'https://accounts.example.com'],
    ['https://example.com/latchkey//?x=1#y', 'https://example.com/latchkey'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
  ])('%s is %s', (text, url) => expect(serverUrl(text)).toBe(url));

  it.each(['', 'http://', 'https://exa mple'])('refuses %p', (text) =>
    expect(() => serverUrl(text)).toThrow('is no URL'),
  );

  it('refuses a password in a URL', () => {
    expect(() => serverUrl('https://ada:secret@example.com')).toThrow('ends up in logs');
  });
});

describe('isInTheClear', () => {
  it.each([
    ['http://example.com', true],
    ['http://localhost.example.com', true],
    ['http://127.0.0.1.example.com', true],
    ['https://example.com', false],
    ['http://localhost:8080', false],
    ['http://127.0.0.1:8080', false],
    ['http://[::1]:8080', false],
  ])('%s: %p', (url, clear) => expect(isInTheClear(url)).toBe(clear));
});
