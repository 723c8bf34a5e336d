import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';

/**
 * The secret of the link that led here. It is taken out of the address at once, so that no screen, bookmark or history
 * list shows it (attack case W12); the entry of this page keeps it, so that a reload does not lose it.
 */
export function useLinkToken(): string | null {
  const { hash, pathname, state } = useLocation();
  const navigate = useNavigate();
  const inAddress = new URLSearchParams(hash.slice(1)).get('token');
  useEffect(() => {
    if (inAddress !== null) void navigate(pathname, { replace: true, state: { token: inAddress } });
  }, [inAddress, pathname, navigate]);
  return inAddress ?? (state as { token?: string } | null)?.token ?? null;
}
