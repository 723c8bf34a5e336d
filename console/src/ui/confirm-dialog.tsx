import { Button, Text } from '@mantine/core';
import { strings } from '../strings/strings.js';
import { Dialog, DialogActions } from './dialog.js';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly body: string;
  /** The button that does it, named after what it does. */
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, body, confirm, danger = false, busy = false, onCancel, onConfirm } = props;
  return (
    <Dialog opened={opened} onClose={onCancel} title={title}>
      <Text>{body}</Text>
      <DialogActions>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {strings.common.cancel}
        </Button>
        <Button {...(danger && { color: 'red.8' })} loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
