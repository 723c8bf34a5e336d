/** Messaging carries it over the bus; the log reads it too, so it lives where both can see it. */
export { currentContext, type RequestContext, runInContext } from '@latchkey/observability/request-context';
