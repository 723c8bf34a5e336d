import type { Context } from './context.js';
import { Failure } from './failure.js';

/**
 * Sends once, and, where the server wants a fresh proof of the password, once more with it (RFC 9470). An API key never
 * satisfies that, so its holder is not asked.
 */
export async function withStepUp<T>(
  context: Context,
  send: (proof: { currentPassword?: string }) => Promise<T>,
): Promise<T> {
  try {
    return await send({});
  } catch (error) {
    const refused = error instanceof Failure && error.details.code === 'step_up_required';
    if (!refused || (await context.usesApiKey())) throw error;
    context.out.note('This needs your password, as you signed in a while ago.');
    return send({ currentPassword: await context.prompts.secret('Current password') });
  }
}
