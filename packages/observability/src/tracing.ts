import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import { currentContext, type RequestContext, runInContext } from './request-context.js';
import { formatTraceparent, parseTraceparent } from './traceparent.js';

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';

export interface TracingOptions {
  readonly service: string;
  readonly instance: string;
  /** OTLP over HTTP, e.g. `http://localhost:4318`; `/v1/traces` is added. */
  readonly otlpEndpoint: string | undefined;
}

interface Tracing {
  readonly api: typeof import('@opentelemetry/api');
  readonly tracer: Tracer;
  shutdown(): Promise<void>;
}

let tracing: Tracing | undefined;

/** Sends spans from now on. Without an endpoint it loads nothing, and `withSpan` costs one comparison. */
export async function startTracing({ service, instance, otlpEndpoint }: TracingOptions): Promise<void> {
  if (otlpEndpoint === undefined || tracing) return;
  const [
    api,
    { resourceFromAttributes },
    { BasicTracerProvider, BatchSpanProcessor },
    { OTLPTraceExporter },
  ] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${otlpEndpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': `latchkey-${service}`,
      'service.instance.id': instance,
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  tracing = { api, tracer: provider.getTracer('latchkey'), shutdown: () => provider.shutdown() };
}

/** Whether anybody is told of spans. */
export const isTracing = (): boolean => tracing !== undefined;

/** Sends what is still held back; a collector that does not answer holds nobody up. */
export async function stopTracing(): Promise<void> {
  const stopped = tracing;
  tracing = undefined;
  await stopped?.shutdown().catch(() => undefined);
}

/**
 * Runs `work` as a span of the request's trace. Within it `currentContext().traceparent` names this span, so
 * whatever is sent from there (RPC header, event) becomes its child.
 */
export async function withSpan<T>(
  name: string,
  { kind, attributes }: { kind: SpanKind; attributes?: Attributes },
  work: () => Promise<T>,
): Promise<T> {
  if (!tracing) return work();
  const { api, tracer } = tracing;
  const request = currentContext();
  const kinds = api.SpanKind;
  const span = tracer.startSpan(
    name,
    { kind: kinds[kind.toUpperCase() as Uppercase<SpanKind>], attributes: attributes ?? {} },
    parentOf(api, request),
  );
  try {
    return await runInContext(within(span, request), work);
  } catch (error) {
    span.setStatus({
      code: api.SpanStatusCode.ERROR,
      message: error instanceof Error ? error.name : 'error',
    });
    throw error;
  } finally {
    span.end();
  }
}

function parentOf(api: Tracing['api'], request: RequestContext | undefined): Context {
  const parent = parseTraceparent(request?.traceparent);
  if (!parent) return api.ROOT_CONTEXT;
  const { traceId, spanId, sampled } = parent;
  const traceFlags = sampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE;
  return api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function within(span: Span, request: RequestContext | undefined): RequestContext {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const traceparent = formatTraceparent({ traceId, spanId, sampled: (traceFlags & 1) === 1 });
  return { requestId: request?.requestId ?? traceId, ...request, traceparent };
}
