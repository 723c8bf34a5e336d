import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { type Arrival, signInPath } from '../api/leave.js';
import { isOfSomebody } from '../api/query-client.js';
import { signedInHint } from '../api/signed-in-hint.js';
import { onSignedOut } from '../api/signed-out.js';
import { strings } from '../strings/strings.js';

/** To the sign-in page as soon as any request finds the session over, and back here afterwards. */
export function useLeaveWhenSignedOut(): void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { pathname, search } = useLocation();
  useEffect(
    () =>
      onSignedOut(() => {
        const arrival: Arrival = signedInHint.isSet() ? { headline: strings.signIn.ended } : {};
        signedInHint.clear();
        // The address itself: who has just signed out is on the way there, and shall read so.
        if (['/sign-in', '/sign-up'].includes(window.location.pathname)) return;
        void navigate(signInPath(pathname + search), { replace: true, state: arrival });
        queries.removeQueries({ predicate: isOfSomebody });
      }),
    [navigate, queries, pathname, search],
  );
}
