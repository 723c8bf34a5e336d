import { createUser, getUser, listUsers, resolveUser, updateUser } from '@latchkey/contracts/identity/user';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { CreateUserService } from './create-user.service.js';
import { UserService } from './user.service.js';

@Controller()
export class UserRpc {
  constructor(
    private readonly users: UserService,
    private readonly creation: CreateUserService,
  ) {}

  @Rpc(createUser)
  create(input: InputOf<typeof createUser>) {
    return this.creation.create(input);
  }

  @Rpc(getUser)
  get(input: InputOf<typeof getUser>) {
    return this.users.get(input);
  }

  @Rpc(resolveUser)
  resolve({ user }: InputOf<typeof resolveUser>) {
    return this.users.resolve(user);
  }

  @Rpc(listUsers)
  list(input: InputOf<typeof listUsers>) {
    return this.users.list(input);
  }

  @Rpc(updateUser)
  update(input: InputOf<typeof updateUser>) {
    return this.users.update(input);
  }
}
