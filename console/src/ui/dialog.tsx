import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../strings/strings.js';
import classes from './dialog.module.css';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly size?: 'md' | 'lg';
  /** Closes only through a button in it: no stray click or key loses what it shows. */
  readonly firm?: boolean;
  readonly children: ReactNode;
}

/**
 * A modal dialog. Its heading is put together here because Mantine's is a `<header>` element, a second banner
 * landmark of the page.
 */
export function Dialog({ opened, onClose, title, size = 'md', firm = false, children }: DialogProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      closeOnClickOutside={!firm}
      closeOnEscape={!firm}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          {!firm && <Modal.CloseButton aria-label={strings.common.close} />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The buttons at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
