import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from '../../api/me.js';

const path = '/v1/users/me/notifications/stream';
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/** What a notification may be about; the pages that show it are brought up to date with it. */
const touched = [['notifications'], ['sessions'], ['api-keys']] as const;

/**
 * Listens for notifications while somebody is signed in. The stream ends with its credential, so that its end is also
 * how this page learns at once that the session was ended elsewhere.
 */
export function useLiveNotifications(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let stream: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pauseMs = firstPauseMs;
    const connect = (): void => {
      stream = new EventSource(path);
      stream.onopen = () => {
        pauseMs = firstPauseMs;
      };
      stream.onmessage = () => {
        for (const queryKey of touched) void queries.invalidateQueries({ queryKey });
      };
      stream.onerror = () => {
        // After a cut the browser comes again by itself, but not after a refusal: the session is over, or a server away.
        if (stream.readyState !== EventSource.CLOSED) return;
        void queries.invalidateQueries({ queryKey: meQuery.queryKey });
        timer = setTimeout(connect, pauseMs);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [queries]);
}
