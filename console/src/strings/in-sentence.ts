/** A label of the policy inside a sentence: `Token` → `token`, `API key` stays. */
export const inSentence = (label: string): string =>
  /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** A label at the start of a sentence. */
export const atStart = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);
