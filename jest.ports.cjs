// Files that run at the same time choose their ports from ranges of their own.
const width = 2000;
const worker = (Number(process.env.JEST_WORKER_ID ?? 1) - 1) % 8;
process.env.LATCHKEY_PRIVATE_PORTS = `${15_000 + worker * width}-${15_000 + (worker + 1) * width - 1}`;
