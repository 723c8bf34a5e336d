// One store for the whole process, so that logs, spans, questions and events tell of the same request.
export { currentContext, type RequestContext, runInContext } from '@latchkey/observability/request-context';
