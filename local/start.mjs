// npm start: everything that Latchkey needs, on this machine.
import { main, setUp } from './setup.mjs';

main(async () => {
  console.log('Latchkey');
  await setUp();
  await import('./dist/start.js');
});
