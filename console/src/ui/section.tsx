import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title?: string;
  readonly description?: ReactNode;
  /** At the lower edge, on the right: what the section does. */
  readonly footer?: ReactNode;
  readonly danger?: boolean;
  readonly children?: ReactNode;
}

/** A card of a settings page. */
export function Section({ title, description, footer, danger = false, children }: SectionProps) {
  const id = useId();
  return (
    <section
      className={classes.card}
      data-danger={danger || undefined}
      aria-labelledby={title ? id : undefined}
    >
      {(title || description || children) && (
        <div className={classes.body}>
          {title && (
            <Title order={2} id={id} className={classes.title}>
              {title}
            </Title>
          )}
          {description && <Text c="dimmed">{description}</Text>}
          {children && <div className={title || description ? classes.content : undefined}>{children}</div>}
        </div>
      )}
      {footer && <div className={classes.footer}>{footer}</div>}
    </section>
  );
}
