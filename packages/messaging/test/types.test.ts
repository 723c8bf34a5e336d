import { describe, expect, it } from '@jest/globals';
import { event } from '@latchkey/contracts/event';
import { rpc } from '@latchkey/contracts/rpc';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Rpc } from '@latchkey/messaging/rpc';
import { z } from 'zod';

const rename = rpc('identity.profile.rename', {
  input: z.object({ name: z.string() }),
  output: z.object({ name: z.string() }),
});
const renamed = event('identity.profile.renamed', 1, z.object({ userId: z.string(), name: z.string() }));

/** What must not compile: `tsc -p packages/messaging/test` fails if one of these lines does. */
class Wrong {
  // @ts-expect-error another input
  @Rpc(rename)
  async input(_: { name: number }): Promise<{ name: string }> {
    return { name: '' };
  }

  // @ts-expect-error another reply
  @Rpc(rename)
  async reply(): Promise<{ nom: string }> {
    return { nom: '' };
  }
}

// @ts-expect-error another payload
@OnEvent(renamed)
class WrongPayload {
  async handle(_: { userId: string; title: string }): Promise<void> {}
}

// @ts-expect-error no handler at all
@OnEvent(renamed)
class NoHandler {}

class Right {
  @Rpc(rename)
  async entity(): Promise<{ name: string; passwordHash: string }> {
    return { name: '', passwordHash: '' };
  }
}

@OnEvent(renamed)
class TakesLess {
  async handle({ name }: { name: string }): Promise<void> {
    void name;
  }
}

describe('the decorators', () => {
  it('are checked by the compiler', () => {
    expect([Wrong, WrongPayload, NoHandler, Right, TakesLess]).toHaveLength(5);
  });
});
