import type { CreateApiKey } from '@latchkey/contracts/tokens/api-key';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { request } from '../../api/client.js';
import { useStepUp } from '../../ui/step-up.js';
import { type Created, path, queryKey } from './use-api-keys.js';

/** Makes a key. The same body sent again after no answer is the same key, not a second one. */
export function useCreateApiKey(): (body: CreateApiKey) => Promise<Created> {
  const queries = useQueryClient();
  const stepUp = useStepUp();
  const idempotencyKeyOf = useIdempotencyKeys();
  return async (body) => {
    const created = await stepUp(async (proof) => {
      const proven = { ...body, ...proof };
      const { data } = await request<Created>('POST', path, {
        body: proven,
        idempotencyKey: idempotencyKeyOf(JSON.stringify(proven)),
      });
      return data;
    });
    idempotencyKeyOf.forget();
    await queries.invalidateQueries({ queryKey });
    return created;
  };
}

function useIdempotencyKeys() {
  const last = useRef<{ body: string; key: string } | null>(null);
  const keyOf = (body: string): string => {
    if (last.current?.body !== body) last.current = { body, key: randomKey() };
    return last.current.key;
  };
  return Object.assign(keyOf, {
    forget: () => {
      last.current = null;
    },
  });
}

/** `crypto.randomUUID` is there on secure pages alone. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
