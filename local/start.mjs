// npm start: everything that Latchkey needs, on this machine.
import { main, setUp, step } from './setup.mjs';

main(async () => {
  console.log('Latchkey');
  await setUp();
  const { start } = await import('./dist/start.js');
  await start(step);
});
