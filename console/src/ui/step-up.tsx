import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { hasCode } from '../api/api-error.js';
import { StepUpCancelled } from '../api/step-up-cancelled.js';
import { strings } from '../strings/strings.js';
import { Dialog, DialogActions } from './dialog.js';
import { useApiForm } from './use-api-form.js';

/** A request that may need the password once more; it is made without first. */
export type Sensitive<T> = (proof: { currentPassword?: string }) => Promise<T>;

interface Asking {
  readonly again: Sensitive<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type StepUp = <T>(run: Sensitive<T>) => Promise<T>;

const StepUpContext = createContext<StepUp | null>(null);

/** Makes a sensitive request, and asks for the password if the sign-in is too long ago (RFC 9470). */
export function useStepUp(): StepUp {
  const stepUp = use(StepUpContext);
  if (!stepUp) throw new Error('useStepUp needs a StepUpProvider around it');
  return stepUp;
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const stepUp = useMemo<StepUp>(
    () => async (run) => {
      try {
        return await run({});
      } catch (error) {
        if (!hasCode(error, 'step_up_required')) throw error;
        return new Promise((resolve, reject) => {
          setAsking({ again: run, resolve: resolve as (result: unknown) => void, reject });
        });
      }
    },
    [],
  );
  const close = (): void => setAsking(null);
  return (
    <StepUpContext value={stepUp}>
      {children}
      <Dialog
        opened={asking !== null}
        title={strings.stepUp.title}
        onClose={() => {
          asking?.reject(new StepUpCancelled());
          close();
        }}
      >
        {asking && <PasswordForm asking={asking} onDone={close} />}
      </Dialog>
    </StepUpContext>
  );
}

function PasswordForm({ asking, onDone }: { asking: Asking; onDone: () => void }) {
  const words = strings.stepUp;
  const { form, saving, onSubmit } = useApiForm({
    initialValues: { currentPassword: '' },
    validate: ({ currentPassword }) => (currentPassword ? {} : { currentPassword: strings.field.required }),
    save: asking.again,
    onSaved: (result) => {
      asking.resolve(result);
      onDone();
    },
    fieldOfCode: { wrong_password: 'currentPassword', rate_limited: 'currentPassword' },
    // Anything but a wrong password belongs to the form that asked.
    onRefused: (error) => {
      const ours = hasCode(error, 'wrong_password') || hasCode(error, 'rate_limited');
      if (!ours) {
        asking.reject(error);
        onDone();
      }
      return !ours;
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Text>{words.body}</Text>
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          data-autofocus
          required
          {...form.getInputProps('currentPassword')}
        />
      </Stack>
      <DialogActions>
        <Button type="submit" loading={saving}>
          {words.confirm}
        </Button>
      </DialogActions>
    </form>
  );
}
