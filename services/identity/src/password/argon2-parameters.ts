export interface Argon2Parameters {
  readonly memoryKib: number;
  readonly passes: number;
}

const parameters = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/;

/** Whether a PHC string was made with less than this; what is no argon2id of today's version is. */
export function isWeaker(phc: string, { memoryKib, passes }: Argon2Parameters): boolean {
  const found = parameters.exec(phc);
  return !found || Number(found[1]) < memoryKib || Number(found[2]) < passes;
}
