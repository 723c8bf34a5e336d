/** Not a refusal: thrown by a reaction, so that its event comes again when identity's has arrived. */
export class RecipientNotKnownYet extends Error {
  constructor(userId: string) {
    super(`Identity has not told of ${userId} yet`);
  }
}
