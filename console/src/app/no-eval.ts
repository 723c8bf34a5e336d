import { z } from 'zod';

// zod compiles its checks with `new Function` where it can; the CSP forbids that, and would report the attempt.
// This must run before the first schema is made, so it is the first import of the application.
z.config({ jitless: true });
