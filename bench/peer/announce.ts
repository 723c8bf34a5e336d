/** Tells whoever started this process where it listens; ends with them. */
export function announce(port: number | string | undefined): void {
  process.on('disconnect', () => process.exit());
  process.send?.({ port });
}
