const target = new EventTarget();
const type = 'signed-out';

/** Tells that some request found the session over; whoever shows pages goes to the sign-in page. */
export const tellSignedOut = (): boolean => target.dispatchEvent(new Event(type));

/** @returns stops listening */
export function onSignedOut(listener: () => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
