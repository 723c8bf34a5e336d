import type { Advice, Mail } from '../mail.js';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * Gives a mail its two forms. Links lead to the configured origin and nowhere else.
 *
 * @param publicUrl origin of this deployment
 */
export function renderMail(mail: Mail, publicUrl: string): RenderedMail {
  return {
    subject: plain(mail.subject),
    text: renderText(mail, publicUrl),
    html: renderHtml(mail, publicUrl),
  };
}

/** Without control characters and those that turn the direction of what follows; on one line. */
export const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  plain(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const linkTo = ({ path }: Advice, publicUrl: string): string => new URL(path, publicUrl).href;

function renderText({ greeting, paragraphs, facts, advice, footer }: Mail, publicUrl: string): string {
  const blocks = [
    plain(greeting),
    ...paragraphs.map(plain),
    facts.map(({ label, value }) => `${plain(label)}: ${plain(value)}`).join('\n'),
    advice ? `${plain(advice.text)}\n${linkTo(advice, publicUrl)}` : '',
    `-- \n${plain(footer)}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const cell = 'padding:4px 16px 4px 0;vertical-align:top';
const button =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none';

function renderHtml(
  { subject, greeting, paragraphs, facts, advice, footer }: Mail,
  publicUrl: string,
): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th style="${cell};text-align:left;font-weight:600">${escapeHtml(label)}</th><td style="${cell}">${escapeHtml(value)}</td></tr>`,
  );
  const parts = [
    `<h1 style="font-size:20px;margin:0 0 16px">${escapeHtml(subject)}</h1>`,
    ...[greeting, ...paragraphs].map((text) => `<p>${escapeHtml(text)}</p>`),
    rows.length > 0
      ? `<table role="presentation" style="border-collapse:collapse;margin:16px 0">${rows.join('')}</table>`
      : '',
    advice
      ? `<p>${escapeHtml(advice.text)}</p><p><a href="${escapeHtml(linkTo(advice, publicUrl))}" style="${button}">${escapeHtml(advice.linkText)}</a></p>`
      : '',
    `<p style="color:#5b6472;font-size:13px;margin-top:32px">${escapeHtml(footer)}</p>`,
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1b1f27">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:10px">
${parts.filter((part) => part !== '').join('\n')}
</div></body></html>
`;
}
