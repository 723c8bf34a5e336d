import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { currentContext, runInContext } from './request-context.js';
import { newTraceparent, parseTraceparent } from './traceparent.js';
import { startTracing, stopTracing, withSpan } from './tracing.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** An OTLP collector that keeps the spans it is sent. */
async function collector() {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      for (const { scopeSpans } of body.resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { spans, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let server: Server | undefined;
afterEach(async () => {
  await stopTracing();
  server?.close();
});

describe('withSpan', () => {
  it('only does the work when nobody collects', async () => {
    const traceparent = newTraceparent();
    await startTracing({ service: 'test', instance: '1', otlpEndpoint: undefined });
    const seen = await runInContext({ requestId: 'req_1', traceparent }, () =>
      withSpan('work', { kind: 'internal' }, async () => currentContext()?.traceparent),
    );
    expect(seen).toBe(traceparent);
  });

  it('sends spans of the caller’s trace, the inner under the outer', async () => {
    const collected = await collector();
    server = collected.server;
    await startTracing({ service: 'test', instance: '1', otlpEndpoint: collected.url });
    const caller = parseTraceparent(newTraceparent());
    const traceparent = `00-${caller?.traceId}-${caller?.spanId}-01`;
    await runInContext({ requestId: 'req_1', traceparent }, () =>
      withSpan('outer', { kind: 'server' }, () =>
        withSpan('inner', { kind: 'client' }, async () => undefined),
      ),
    );
    await stopTracing();
    const outer = collected.spans.find((span) => span.name === 'outer');
    const inner = collected.spans.find((span) => span.name === 'inner');
    expect(outer).toMatchObject({ traceId: caller?.traceId, parentSpanId: caller?.spanId });
    expect(inner).toMatchObject({ traceId: caller?.traceId, parentSpanId: outer?.spanId });
  });
});
