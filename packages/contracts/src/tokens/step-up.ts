import { z } from 'zod';
import { Caller } from '../caller.js';
import { rpc } from '../rpc.js';

/** For what another service owns and is sensitive: refuses unless the password was proved in the last 10 minutes, or is now (RFC 9470). */
export const requireStepUp = rpc('tokens.step-up.require', {
  input: z.object({ caller: Caller, currentPassword: z.string().max(4096).optional() }),
  output: z.object({}),
});
