/** Prints one tidy line: what, a detail, how long it took. As `setup.mjs` prints its own, before this is built. */
export function step(title: string, detail: string, elapsedMs: number): void {
  const seconds = (elapsedMs / 1000).toFixed(1).padStart(6);
  console.log(`  ${title.padEnd(12)}${detail.padEnd(60)} ${seconds} s`);
}
