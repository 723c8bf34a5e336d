import { type PlainLiteralObject, StandardSchemaSerializerInterceptor } from '@nestjs/common';

type Options = Parameters<StandardSchemaSerializerInterceptor['serialize']>[2];
type Schema = Parameters<StandardSchemaSerializerInterceptor['serialize']>[1];

/**
 * Replies leave through the contract's output schema, so a column that it does not name stays inside.
 * Nest's own applies the schema to each item of an array and lets null and texts pass; a contract's schema
 * describes the whole reply.
 */
export class RpcReplyInterceptor extends StandardSchemaSerializerInterceptor {
  override async serialize(
    reply: PlainLiteralObject | PlainLiteralObject[],
    schema: Schema,
    options?: Options,
  ): Promise<PlainLiteralObject | PlainLiteralObject[]> {
    if (!schema) return reply;
    const result = await schema['~standard'].validate(reply, options);
    if (!result.issues) return result.value as PlainLiteralObject;
    const what = result.issues
      .map((issue) => `${JSON.stringify(issue.path ?? [])}: ${issue.message}`)
      .join('; ');
    throw new Error(`The reply does not fit its contract: ${what}`);
  }
}
