import type { DeviceLogin } from '@latchkey/contracts/tokens/device-login';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { hasCode } from '../../api/api-error.js';
import { get, request } from '../../api/client.js';

const pathOf = (code: string): string => `/v1/device-logins/${encodeURIComponent(code)}`;

/** The login that waits under a code; null when none does. */
export const useDeviceLogin = (code: string): DeviceLogin | null =>
  useSuspenseQuery({
    queryKey: ['device-login', code],
    queryFn: async ({ signal }) => {
      try {
        return await get<DeviceLogin>(pathOf(code), signal);
      } catch (error) {
        if (hasCode(error, 'not_found') || hasCode(error, 'validation_failed')) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  }).data;

export const useDecideDeviceLogin = (code: string) =>
  useMutation({
    mutationFn: async (approve: boolean) =>
      (await request<DeviceLogin>('POST', pathOf(code), { body: { approve } })).data,
  });
