import { NotFound } from '@latchkey/errors/errors';

export class DeviceLoginNotFound extends NotFound {
  constructor() {
    super('No login awaits approval under this code. Codes are good for 10 minutes and once.');
  }
}
