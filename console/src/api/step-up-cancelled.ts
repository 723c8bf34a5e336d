/** The person was asked for the password once more and thought better of it: nothing to say about that. */
export class StepUpCancelled extends Error {
  override readonly name = 'StepUpCancelled';
}
