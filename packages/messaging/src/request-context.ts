// One store for the whole process, so that logs, spans, questions and events tell of the same request.
// biome-ignore lint/performance/noBarrelFile: one module under the name by which services know it
export { currentContext, type RequestContext, runInContext } from '@latchkey/observability/request-context';
