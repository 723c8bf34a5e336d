/** A picture made of a hash alone: five by five fields, mirrored, in one colour of its own. */
export function generatedPicture(hash: string, size: number): string {
  const bytes = Buffer.from(hash, 'hex');
  const hue = Math.round(((bytes[0] ?? 0) / 255) * 360);
  const fields: string[] = [];
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 3; column++) {
      if (((bytes[1 + row * 3 + column] ?? 0) & 1) === 0) continue;
      for (const x of new Set([column, 4 - column])) {
        fields.push(`<rect x="${x + 0.5}" y="${row + 0.5}" width="1.02" height="1.02"/>`);
      }
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 6 6"><rect width="6" height="6" fill="hsl(${hue},45%,92%)"/><g fill="hsl(${hue},50%,42%)">${fields.join('')}</g></svg>`;
}
