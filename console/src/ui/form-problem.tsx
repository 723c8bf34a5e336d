import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

/** What is wrong with a form as a whole; read out when it appears. */
export function FormProblem({ problem }: { problem: string | null }) {
  return (
    <div role="alert">
      {problem !== null && (
        <Alert color="red" variant="light" icon={<IconAlertCircle aria-hidden />}>
          {problem}
        </Alert>
      )}
    </div>
  );
}
