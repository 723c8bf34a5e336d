import { brokenHandleRules } from '@latchkey/contracts/handle-rules';
import type { SignUp, UpdateUser } from '@latchkey/contracts/identity/user';
import type { FieldError } from '@latchkey/errors/app-error';
import { ValidationFailed } from '@latchkey/errors/errors';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';

type Names = Pick<SignUp, 'name' | 'firstName' | 'lastName'>;

/** Compared everywhere by this form: it changes nothing when applied twice. */
export const keyOf = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What the policy says of handles and names. */
@Injectable()
export class UserRulesService {
  constructor(private readonly active: ActivePolicy) {}

  get registration() {
    return this.active.policy.registration;
  }

  /** @throws ValidationFailed with a row for each thing that is wrong */
  checkNew(body: SignUp, byAdmin: boolean): void {
    const errors = [...this.handleErrors(body.handle, byAdmin), ...this.nameErrors(body, true)];
    if (errors.length > 0) throw new ValidationFailed(errors);
  }

  checkPatch(patch: UpdateUser): void {
    const given = Object.fromEntries(
      (['name', 'firstName', 'lastName'] as const).filter((k) => k in patch).map((k) => [k, patch[k] ?? '']),
    );
    const errors = [...this.nameErrors(given, false), ...this.addressErrors(patch)];
    if (errors.length > 0) throw new ValidationFailed(errors);
  }

  private handleErrors(handle: string, byAdmin: boolean): FieldError[] {
    const policy = this.active.policy.handle;
    const broken: FieldError[] = brokenHandleRules(policy, handle).map((rule) => ({
      pointer: '/handle',
      ...rule,
    }));
    // `me` means the caller wherever a handle may stand: nobody could ever be reached by it.
    if (keyOf(handle) === 'me' || (!byAdmin && policy.reserved.includes(keyOf(handle)))) {
      broken.push({ pointer: '/handle', code: 'reserved', message: 'This handle is reserved.' });
    }
    return broken;
  }

  private addressErrors({ notificationEmail }: UpdateUser): FieldError[] {
    if (!notificationEmail || this.active.policy.email.notificationAddress) return [];
    const message = 'Notifications go to the email address of the account here.';
    return [{ pointer: '/notificationEmail', code: 'not_offered', message }];
  }

  private nameErrors(names: Names, isNew: boolean): FieldError[] {
    const { fields, required, maxLength } = this.active.policy.name;
    const used = fields === 'single' ? (['name'] as const) : (['firstName', 'lastName'] as const);
    return used.flatMap((field) => {
      const text = names[field]?.trim();
      if (required && (isNew || field in names) && !text) {
        return [{ pointer: `/${field}`, code: 'required', message: 'is required' }];
      }
      if ([...(text ?? '')].length > maxLength) {
        return [{ pointer: `/${field}`, code: 'too_long', message: `Use at most ${maxLength} characters.` }];
      }
      return [];
    });
  }
}
