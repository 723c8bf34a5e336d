import { describe, expect, it } from '@jest/globals';
import type { Mail } from '../mail.js';
import { plain, renderMail } from './render-mail.js';

const mail: Mail = {
  subject: 'Your password was changed',
  greeting: 'Hello ada,',
  paragraphs: ['The password of your account was changed.'],
  facts: [
    { label: 'When', value: '22 November 2026 at 23:05 UTC' },
    { label: 'IP address', value: '203.0.113.7' },
  ],
  advice: { text: 'If this was not you, act.', linkText: 'Review your sessions', path: '/settings/sessions' },
  footer: 'It cannot be turned off.',
};

describe('renderMail', () => {
  it('says the same as text and as HTML', () => {
    const { text, html, subject } = renderMail(mail, 'https://id.example.org');
    expect(subject).toBe('Your password was changed');
    for (const said of [
      'Hello ada,',
      'was changed.',
      '22 November 2026 at 23:05 UTC',
      '203.0.113.7',
      'If this was not you',
      'turned off',
    ]) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
  });

  it('links to the configured origin and nowhere else', () => {
    const { text, html } = renderMail(mail, 'https://id.example.org');
    expect(text.match(/https?:\/\/\S+/g)).toEqual(['https://id.example.org/settings/sessions']);
    expect([...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'https://id.example.org/settings/sessions',
    ]);
  });

  it('escapes whatever users chose', () => {
    const evil = `<img src=x onerror="alert('1')">&`;
    const { html } = renderMail(
      { ...mail, greeting: evil, paragraphs: [evil], facts: [{ label: 'Device', value: evil }] },
      'https://id.example.org',
    );
    expect(html).not.toContain('<img');
    expect(html.split('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;')).toHaveLength(4);
  });

  it('keeps a user’s line breaks from making lines or headers of their own', () => {
    const { text, subject } = renderMail(
      { ...mail, subject: 'A\r\nBcc: eve@example.org', paragraphs: ['one\r\n\r\ntwo\u2028three'] },
      'https://id.example.org',
    );
    expect(subject).toBe('A Bcc: eve@example.org');
    expect(text).toContain('one two three');
  });
});

describe('plain', () => {
  it('drops what turns the direction of the text behind it', () => {
    expect(plain('safe\u202eexe.txt')).toBe('safeexe.txt');
  });
});
