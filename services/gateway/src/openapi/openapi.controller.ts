import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Endpoint } from '../http/endpoint.js';
import { docsPage } from './docs-page.js';

/** Set once, when all controllers are known. */
const document = { json: '{}', html: '' };

export function publishDocument(openapi: Record<string, unknown>): void {
  document.json = JSON.stringify(openapi);
  document.html = docsPage(openapi);
}

@Controller()
export class OpenApiController {
  @Endpoint('GET', 'openapi.json', { summary: 'This document', access: 'public', status: 200 })
  json(@Res() reply: FastifyReply): void {
    void reply.type('application/json').header('cache-control', 'no-cache').send(document.json);
  }

  @Endpoint('GET', 'docs', {
    summary: 'This document, to be read',
    access: 'public',
    status: 200,
    produces: 'text/html',
  })
  page(@Res() reply: FastifyReply): void {
    void reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(document.html);
  }

  @Endpoint('GET', 'docs/docs.css', {
    summary: 'Its style',
    access: 'public',
    status: 200,
    produces: 'text/css',
  })
  style(@Res() reply: FastifyReply): void {
    void reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(docsStyle);
  }
}

const docsStyle = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.8rem}h2{margin-top:2.5rem;text-transform:capitalize}details{border:1px solid #8884;border-radius:8px;margin:.5rem 0;padding:.5rem .8rem}
summary{cursor:pointer;display:flex;gap:.8rem;flex-wrap:wrap;align-items:baseline}code,pre{font:14px/1.45 ui-monospace,monospace}
pre{overflow:auto;background:#8881;padding:.8rem;border-radius:6px}.verb{font-weight:700;min-width:4.5rem}.path{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #8883}`;
