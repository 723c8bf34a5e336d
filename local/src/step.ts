/** Prints one tidy line: what, a detail, how long it took. */
export type Step = (title: string, detail: string, elapsedMs: number) => void;
