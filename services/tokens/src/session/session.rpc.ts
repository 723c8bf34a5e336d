import type { InputOf } from '@latchkey/contracts/rpc';
import {
  createSession,
  endSession,
  endSessions,
  listSessions,
  rotateSession,
} from '@latchkey/contracts/tokens/session';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { RotateSessionService } from './rotate-session.service.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SessionRpc {
  constructor(
    private readonly sessions: SessionService,
    private readonly signIns: SignInService,
    private readonly rotation: RotateSessionService,
  ) {}

  @Rpc(createSession)
  create(input: InputOf<typeof createSession>) {
    return this.signIns.signIn(input);
  }

  @Rpc(listSessions)
  list(input: InputOf<typeof listSessions>) {
    return this.sessions.list(input);
  }

  @Rpc(endSession)
  end(input: InputOf<typeof endSession>) {
    return this.sessions.end(input);
  }

  @Rpc(endSessions)
  endAll(input: InputOf<typeof endSessions>) {
    return this.sessions.endAll(input);
  }

  @Rpc(rotateSession)
  rotate(input: InputOf<typeof rotateSession>) {
    return this.rotation.rotate(input);
  }
}
