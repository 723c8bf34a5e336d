import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/api-error.js';
import { StepUpCancelled } from '../api/step-up-cancelled.js';
import { sayError } from './say-error.js';

interface ApiFormOptions<Values extends Record<string, unknown>, Result> {
  readonly initialValues: Values;
  readonly validate: (values: Values) => Partial<Record<keyof Values, string | undefined>>;
  readonly save: (values: Values) => Promise<Result>;
  readonly onSaved: (result: Result, values: Values) => void | Promise<void>;
  /** Where a refusal belongs whose problem document names no field. */
  readonly fieldOfCode?: Partial<Record<string, keyof Values & string>>;
  /** Handles a refusal that is no mistake in the form, and returns true. */
  readonly onRefused?: (error: unknown) => boolean;
}

export interface ApiForm<Values extends Record<string, unknown>> {
  readonly form: UseFormReturnType<Values>;
  /** What is wrong with the request as a whole, as a sentence. */
  readonly problem: string | null;
  readonly saving: boolean;
  readonly onSubmit: (event?: FormEvent<HTMLFormElement>) => void;
}

/**
 * A form that saves through the API: what was typed stays on an error, each message stands at its field, and the
 * first field that is wrong gets the focus.
 */
export function useApiForm<Values extends Record<string, unknown>, Result>(
  options: ApiFormOptions<Values, Result>,
): ApiForm<Values> {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<Values>({
    initialValues: options.initialValues,
    validate: (values) => withoutUndefined(options.validate(values)),
  });
  const focus = (errors: Record<string, unknown>): void => {
    const first = Object.keys(options.initialValues).find((name) => errors[name]);
    if (first) form.getInputNode(first)?.focus();
  };
  const saving = useMutation({
    mutationFn: options.save,
    onMutate: () => setProblem(null),
    onSuccess: options.onSaved,
    onError: (error) => {
      if (error instanceof StepUpCancelled || options.onRefused?.(error)) return;
      const placed = placeErrors(error, options);
      form.setErrors(placed);
      if (Object.keys(placed).length === 0) setProblem(sayError(error));
      else focus(placed);
    },
  });
  return {
    form,
    problem,
    saving: saving.isPending,
    onSubmit: form.onSubmit((values) => saving.mutate(values), focus),
  };
}

function placeErrors<Values extends Record<string, unknown>, Result>(
  error: unknown,
  { initialValues, fieldOfCode = {} }: ApiFormOptions<Values, Result>,
): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const placed: Record<string, string> = {};
  for (const { pointer, message } of error.fields) {
    const name = pointer.replace(/^#?\//, '').split('/')[0] ?? '';
    if (name in initialValues) placed[name] = placed[name] ? `${placed[name]} ${message}` : message;
  }
  const field = fieldOfCode[error.code];
  if (field && Object.keys(placed).length === 0) placed[field] = sayError(error);
  return placed;
}

const withoutUndefined = (errors: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
