/** What a mail says, before it has a form. Everything but `subject` may hold text that users chose. */
export interface Mail {
  /** Never holds text that a user chose: it is read before anything can be explained. */
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly Fact[];
  readonly advice: Advice | null;
  /** What the advice's link needs and nobody may keep: it is asked for when the mail is handed in. */
  readonly secretOf?: { readonly passwordResetId: string };
  readonly footer: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Advice {
  readonly text: string;
  readonly linkText: string;
  /** Path under LATCHKEY_PUBLIC_URL. */
  readonly path: string;
}
