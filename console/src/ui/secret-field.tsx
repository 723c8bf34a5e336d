import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../strings/strings.js';
import { copyText } from './copy-text.js';
import classes from './secret-field.module.css';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  /** Dots until it is revealed. */
  readonly masked?: boolean;
  readonly onCopied?: () => void;
}

/** A secret that is shown this once, with a way to reveal and to copy it. */
export function SecretField({ label, value, masked = false, onCopied }: SecretFieldProps) {
  const [hidden, setHidden] = useState(masked);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await copyText(value);
    setCopied(true);
    onCopied?.();
  };
  return (
    <div className={classes.field}>
      <TextInput
        label={label}
        className={classes.input}
        classNames={{ input: classes.text ?? '' }}
        readOnly
        spellCheck={false}
        autoComplete="off"
        type={hidden ? 'password' : 'text'}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={masked && <RevealButton hidden={hidden} onToggle={() => setHidden(!hidden)} />}
      />
      <Button
        variant="default"
        leftSection={copied ? <IconCheck aria-hidden size={17} /> : <IconCopy aria-hidden size={17} />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{copied ? strings.common.copied : strings.common.copy}</span>
      </Button>
    </div>
  );
}

function RevealButton({ hidden, onToggle }: { hidden: boolean; onToggle: () => void }) {
  const label = hidden ? strings.common.reveal : strings.common.hide;
  const Icon = hidden ? IconEye : IconEyeOff;
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onToggle}>
        <Icon aria-hidden size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
